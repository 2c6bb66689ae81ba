using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Restart.Bench.WebSockets;

/// <summary>The reason why a connection has failed.</summary>
internal enum Fault
{
    Closed,
    Lost,
    Doubled,
}

internal sealed class FaultException(Fault fault, string message) : Exception(message)
{
    internal Fault Fault => fault;
}

/// <summary>A client of bench/Echo: sends numbered messages, and checks that each is answered once.</summary>
internal sealed class EchoConnection : IDisposable
{
    internal const int ShortLength = 1000;
    internal const int LongLength = 200_000;

    private const int FragmentLength = 16 * 1024;
    private const int AnswerHeadLength = 12;
    private const int Close = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;
    private readonly byte[] _head = new byte[14];
    private long _number;

    private EchoConnection(Socket socket) => _socket = socket;

    internal static async Task<EchoConnection> ConnectAsync(EndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,

            // Closed with a reset: tens of thousands of ports would be in TIME_WAIT otherwise.
            LingerState = new LingerOption(enable: true, seconds: 0),
        };
        using var limit = new CancellationTokenSource(Limit);
        await socket.ConnectAsync(server, limit.Token);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            "GET /ws HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        var (head, length) = (new byte[1024], 0);
        while (!head.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var read = await socket.ReceiveAsync(head.AsMemory(length), limit.Token);
            length += read > 0 ? read : throw new FaultException(Fault.Closed, "closed before the response");
        }

        return Encoding.ASCII.GetString(head, 0, length) is var text && text.StartsWith("HTTP/1.1 101", StringComparison.Ordinal)
            ? new EchoConnection(socket)
            : throw new InvalidOperationException($"The server did not accept the WebSocket:\n{text}");
    }

    /// <summary>Sends the next message, of this many bytes, and returns the pid of the process that answered.</summary>
    /// <param name="buffer">For the answer.</param>
    /// <param name="length">The length of the message; longer ones are sent in fragments.</param>
    internal async ValueTask<int> AskAsync(byte[] buffer, int length)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await SendAsync(buffer, length, limit.Token);
            var answerLength = await ReceiveAsync(buffer, limit.Token);
            return Check(buffer, answerLength, length);
        }
        catch (SocketException reason)
        {
            throw new FaultException(Fault.Closed, reason.Message);
        }
        catch (OperationCanceledException)
        {
            throw new FaultException(Fault.Lost, $"no answer to message {_number}");
        }
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask SendAsync(byte[] buffer, int length, CancellationToken cancellation)
    {
        const int HeadLength = 14;
        _number++;
        for (int sent = 0; sent < length;)
        {
            var fragment = Math.Min(length - sent, FragmentLength);
            var frame = buffer.AsMemory(0, HeadLength + fragment);
            frame.Span.Clear();
            frame.Span[0] = (byte)((sent == 0 ? 2 : 0) | (sent + fragment == length ? 0x80 : 0));

            // Masked with zeros, so that the payload is sent as it is.
            frame.Span[1] = 0x80 | 127;
            BinaryPrimitives.WriteInt64BigEndian(frame.Span[2..], fragment);
            if (sent == 0)
            {
                BinaryPrimitives.WriteInt64LittleEndian(frame.Span[HeadLength..], _number);
            }

            sent += fragment;
            while (!frame.IsEmpty)
            {
                frame = frame[await _socket.SendAsync(frame, cancellation)..];
            }
        }
    }

    private async ValueTask<int> ReceiveAsync(byte[] buffer, CancellationToken cancellation)
    {
        for (int end = 0; ;)
        {
            await FillAsync(_head.AsMemory(0, 2), cancellation);
            var (first, length, opcode) = (_head[0], (long)_head[1], _head[0] & 0x0F);
            if (opcode == Close)
            {
                throw new FaultException(Fault.Closed, "a close frame");
            }

            if (length >= 126)
            {
                var extended = _head.AsMemory(2, length == 126 ? 2 : 8);
                await FillAsync(extended, cancellation);
                length = length == 126
                    ? BinaryPrimitives.ReadUInt16BigEndian(extended.Span)
                    : BinaryPrimitives.ReadInt64BigEndian(extended.Span);
            }

            await FillAsync(buffer.AsMemory(end, (int)length), cancellation);
            if (opcode > Close)
            {
                // A pong: the server sends one every two minutes to keep the connection alive.
                continue;
            }

            end += (int)length;
            if ((first & 0x80) != 0)
            {
                return end;
            }
        }
    }

    private async ValueTask FillAsync(Memory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            var read = await _socket.ReceiveAsync(bytes, cancellation);
            bytes = bytes[(read > 0 ? read : throw new FaultException(Fault.Closed, "closed"))..];
        }
    }

    private int Check(ReadOnlySpan<byte> answer, int answerLength, int length)
    {
        var counted = BinaryPrimitives.ReadInt64LittleEndian(answer[4..]);
        var echoed = BinaryPrimitives.ReadInt64LittleEndian(answer[AnswerHeadLength..]);
        if (echoed < _number || counted > _number)
        {
            throw new FaultException(Fault.Doubled, $"message {_number}: the server counted {counted}, and answered {echoed}");
        }

        if (counted < _number || answerLength != AnswerHeadLength + length)
        {
            throw new FaultException(Fault.Lost, $"message {_number}: the server counted {counted}, and sent {answerLength} bytes");
        }

        return BinaryPrimitives.ReadInt32LittleEndian(answer);
    }
}
