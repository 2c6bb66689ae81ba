// Talks to a server that answers "<pid> <number> <message>", over four WebSockets of the package ws, until SIGINT. Exits with 0 when each
// message was answered once, in order, and no WebSocket was closed.
import WebSocket from 'ws';

const [address] = process.argv.slice(2);
const padding = 'x'.repeat(1000);
const pids = new Set();
let messages = 0;
let stops = false;

function fail(text) {
  console.error(text);
  process.exit(1);
}

function talk() {
  return new Promise(resolve => {
    const socket = new WebSocket(address);
    let number = 0;
    const send = () => socket.send(`${++number}:${padding}`);
    socket.on('open', send);
    socket.on('error', error => fail(`error: ${error.message}`));
    socket.on('close', code => (stops ? resolve() : fail(`closed with ${code}`)));
    socket.on('message', data => {
      const [pid, counted, text] = data.toString().split(' ');
      if (Number(counted) !== number || text !== `${number}:${padding}`) {
        fail(`message ${number}: the answer is ${data.toString().slice(0, 60)}`);
      }

      if (!pids.has(pid)) {
        pids.add(pid);
        console.log(`answered by process ${pid}`);
      }

      messages++;
      if (stops) {
        socket.close();
      } else {
        send();
      }
    });
  });
}

process.on('SIGINT', () => (stops = true));
await Promise.all([talk(), talk(), talk(), talk()]);
console.log(`${messages} messages, ${pids.size} processes`);
