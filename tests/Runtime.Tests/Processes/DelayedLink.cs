using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Runtime.Tests.Processes;

/// <summary>
/// A network with latency before a server: bytes and ends arrive later in each direction, as many as may be on their way. In this process,
/// because tc-netem(8) needs root and a kernel module.
/// </summary>
internal sealed class DelayedLink : IDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly EndPoint _server;
    private readonly TimeSpan _oneWay;
    private readonly CancellationTokenSource _stop = new();

    internal DelayedLink(EndPoint server, TimeSpan oneWay)
    {
        (_server, _oneWay) = (server, oneWay);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback.MapToIPv6(), 0));
        _listener.Listen();
        EndPoint = new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)_listener.LocalEndPoint!).Port);
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>Gets the address at which the server is far away.</summary>
    internal IPEndPoint EndPoint { get; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            _ = Task.Run(() => ConnectAsync(client));
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            await server.ConnectAsync(_server);
            await Task.WhenAll(ForwardAsync(client, server), ForwardAsync(server, client));
        }
    }

    private async Task ForwardAsync(Socket from, Socket to)
    {
        var onTheirWay = Channel.CreateUnbounded<(long Sent, byte[] Bytes)>();
        Task delivering = DeliverAsync(onTheirWay.Reader, to);
        var buffer = new byte[16 * 1024];
        try
        {
            int received;
            while ((received = await from.ReceiveAsync(buffer)) > 0)
            {
                onTheirWay.Writer.TryWrite((Stopwatch.GetTimestamp(), buffer[..received]));
            }
        }
        catch (SocketException)
        {
            // A reset arrives as an end.
        }

        onTheirWay.Writer.TryWrite((Stopwatch.GetTimestamp(), []));
        onTheirWay.Writer.Complete();
        await delivering;
    }

    private async Task DeliverAsync(ChannelReader<(long Sent, byte[] Bytes)> onTheirWay, Socket to)
    {
        try
        {
            await foreach (var (sent, bytes) in onTheirWay.ReadAllAsync())
            {
                TimeSpan rest = _oneWay - Stopwatch.GetElapsedTime(sent);
                if (rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest);
                }

                if (bytes.Length == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }

                await to.SendAsync(bytes);
            }
        }
        catch (SocketException)
        {
            // The other end has closed: bytes on their way to it are lost, as in a network.
        }
    }
}
