using System.Net;
using System.Net.Sockets;
using System.Text;
using Instruments.Load;
using Instruments.Servers;

namespace Instruments.Raw;

/// <summary>A connection driven byte by byte, for requests that no well-behaved client sends.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly EndPoint _server;
    private readonly List<byte> _unread = [];
    private readonly byte[] _buffer = new byte[64 * 1024];

    private RawConnection(Socket socket, EndPoint server) => (_socket, _server) = (socket, server);

    internal EndPoint Local => _socket.LocalEndPoint!;

    internal static async Task<RawConnection> ConnectAsync(EndPoint server) => new(await RawSocket.ConnectAsync(server), server);

    /// <summary>Sends one GET on a new connection.</summary>
    internal static async Task<RawResponse> GetAsync(EndPoint server, string path)
    {
        using RawConnection connection = await ConnectAsync(server);
        return await connection.GetAsync(path);
    }

    internal async Task<RawResponse> GetAsync(string path)
    {
        await SendAsync($"GET {path} HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        return await ReadResponseAsync();
    }

    internal Task SendAsync(string latin1) => SendAsync(Encoding.Latin1.GetBytes(latin1));

    internal async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, limit.Token)..];
        }
    }

    /// <summary>Sends; bytes for which the server has closed the connection already are lost.</summary>
    internal async Task TrySendAsync(string latin1)
    {
        try
        {
            await SendAsync(latin1);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return;
        }
    }

    /// <summary>Reads until the server closes or resets the connection.</summary>
    internal async Task<string> ReadToEndAsync()
    {
        try
        {
            while (await ReceiveAsync())
            {
                continue;
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // It had not read all of the request: what it has sent before is here.
        }

        return Encoding.Latin1.GetString([.. _unread]);
    }

    /// <summary>Reads the next response; later bytes stay for the next call.</summary>
    internal async Task<RawResponse> ReadResponseAsync(bool answersHead = false)
    {
        for (bool ended = false; ; ended = !await ReceiveAsync())
        {
            byte[] input = [.. _unread];
            switch (ResponseParser.Parse(input, answersHead, ended, out ParsedResponse response))
            {
                case ParseResult.Complete:
                    _unread.RemoveRange(0, response.Length);
                    return new RawResponse(
                        response.Status,
                        Encoding.Latin1.GetString(input, 0, response.HeadLength),
                        ResponseParser.Body(input, response).ToArray(),
                        response.AnnouncesClose);
                case ParseResult.Malformed:
                    throw new InvalidDataException($"Not a response of HTTP/1.1: {Show(input)}");
                case ParseResult.Incomplete when ended:
                    throw new EndOfStreamException($"The connection ended after {input.Length} bytes of a response: {Show(input)}");
            }
        }
    }

    /// <summary>Reads up to the end of these bytes, which are part of an incomplete response.</summary>
    internal async Task<string> ReadUntilAsync(string latin1)
    {
        byte[] end = Encoding.Latin1.GetBytes(latin1);
        int found;
        while ((found = _unread.ToArray().AsSpan().IndexOf(end)) < 0)
        {
            if (!await ReceiveAsync())
            {
                throw new EndOfStreamException($"The connection ended before {Show(end)}: {Show([.. _unread])}");
            }
        }

        byte[] read = [.. _unread.Take(found + end.Length)];
        _unread.RemoveRange(0, read.Length);
        return Encoding.Latin1.GetString(read);
    }

    /// <summary>Asserts that the server closes the connection in order, without further bytes.</summary>
    internal async Task ExpectEndAsync()
    {
        bool received = await ReceiveAsync();
        if (received || _unread.Count > 0)
        {
            throw new InvalidDataException($"Expected the end of the connection, and there was: {Show([.. _unread])}");
        }
    }

    /// <summary>Asserts that the server resets the connection; bytes before that are ignored.</summary>
    internal async Task ExpectResetAsync()
    {
        try
        {
            while (await ReceiveAsync())
            {
                continue;
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return;
        }

        throw new InvalidDataException("Expected a reset of the connection, and it ended in order.");
    }

    /// <summary>Asserts that the connection is closed or reset without any byte of an answer.</summary>
    internal async Task ExpectBrokenAsync()
    {
        try
        {
            await ExpectEndAsync();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset && _unread.Count == 0)
        {
            return;
        }
    }

    /// <summary>
    /// Asserts that the server has read all bytes sent here and does not answer: its side of the connection has an owner and no unread
    /// bytes (/proc/net/tcp), it has answered a complete request on another connection since, and this one has neither bytes nor an end.
    /// </summary>
    internal async Task ExpectNoAnswerAsync(string path = "/process/id")
    {
        await TcpTable.ReadEverythingAsync(_server, Local);
        await GetAsync(_server, path);
        if (_unread.Count > 0 || _socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            bool more = await ReceiveAsync();
            throw new InvalidDataException(
                $"Expected no answer, and there was {(more ? Show([.. _unread]) : "the end of the connection")}");
        }
    }

    /// <summary>Half-closes: the server sees the end, and can still answer. No effect after a reset.</summary>
    internal void EndSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.NotConnected)
        {
            return;
        }
    }

    /// <summary>Closes with a RST instead of a FIN (socket(7), SO_LINGER with zero seconds).</summary>
    internal void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        int count;
        try
        {
            count = await _socket.ReceiveAsync(_buffer, limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"Nothing came on the connection within {Until.Limit.TotalSeconds:0} s; so far unread: {Show([.. _unread])}");
        }

        _unread.AddRange(_buffer.AsSpan(0, count));
        return count > 0;
    }

    private static string Show(byte[] bytes)
        => bytes.Length == 0
            ? "nothing"
            : $"'{Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 400)).Replace("\r", "\\r").Replace("\n", "\\n")}'";
}
