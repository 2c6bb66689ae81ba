using System.Net;
using System.Net.Sockets;

namespace Runtime.Tests.LongLived;

/// <summary>A client on a raw socket that reads byte by byte, so that nothing that the server sends passes unnoticed.</summary>
internal abstract class RawClient(Socket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Gets the head of the last response.</summary>
    internal string Head { get; private set; } = "";

    internal EndPoint Local => socket.LocalEndPoint!;

    internal async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, limit.Token)..];
        }
    }

    internal async Task ReadHeadAsync()
    {
        Head = "";
        while (!Head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            Head += (char)await ReadByteAsync();
        }
    }

    internal void ShutdownSend() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes with RST.</summary>
    internal void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    protected async ValueTask<byte> ReadByteAsync()
    {
        await FillAsync();
        return _buffer[_start++];
    }

    protected async Task<byte[]> ReadExactlyAsync(long length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < bytes.Length;)
        {
            await FillAsync();
            var count = Math.Min(bytes.Length - at, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(bytes.AsSpan(at));
            _start += count;
            at += count;
        }

        return bytes;
    }

    /// <summary>Reads the bytes up to the end of the connection as they are; a reset ends it as well.</summary>
    protected async Task<byte[]> ReadRestAsync()
    {
        var all = new MemoryStream();
        do
        {
            all.Write(_buffer, _start, _end - _start);
        }
        while (await TryReceiveAsync());
        return all.ToArray();
    }

    private async ValueTask FillAsync()
    {
        if (_start == _end)
        {
            Assert.True(await TryReceiveAsync(), "The server has closed the connection.");
        }
    }

    private async Task<bool> TryReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        (_start, _end) = (0, 0);
        try
        {
            _end = await socket.ReceiveAsync(_buffer.AsMemory(), limit.Token);
            return _end > 0;
        }
        catch (SocketException reason) when (reason.SocketErrorCode == SocketError.ConnectionReset)
        {
            return false;
        }
    }
}
