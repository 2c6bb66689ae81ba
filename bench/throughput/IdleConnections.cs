using System.Net.Sockets;
using System.Text;

namespace Throughput.Bench;

/// <summary>Measures the memory of an idle connection.</summary>
internal static class IdleConnections
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET /plaintext HTTP/1.1\r\nHost: bench\r\n\r\n");

    /// <returns>Bytes of the server's memory for each connection.</returns>
    internal static async Task<double> MeasureAsync(Server server, int count, bool afterARequest)
    {
        double before = server.Kilobytes;
        var clients = new List<Socket>(count);
        try
        {
            for (int i = 0; i < count; i++)
            {
                var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
                clients.Add(client);
                await client.ConnectAsync(server.EndPoint);
            }

            if (afterARequest)
            {
                var answer = new byte[1024];
                foreach (Socket client in clients)
                {
                    await client.SendAsync(Request);
                    _ = await client.ReceiveAsync(answer);
                }
            }

            // Wait until the value is stable: the last connections are accepted, and the buffers of their answers returned.
            double now = server.Kilobytes;
            for (double last = 0; last != now; last = now, now = server.Kilobytes)
            {
                await Task.Delay(500);
            }

            return (now - before) * 1024 / count;
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }
}
