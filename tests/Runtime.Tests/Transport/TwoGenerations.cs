using System.Net;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;

namespace Runtime.Tests.Transport;

/// <summary>Two servers that play the old process and the new one.</summary>
internal sealed class TwoGenerations : IAsyncDisposable
{
    private TwoGenerations(HandoverServer old, HandoverServer successor)
    {
        Old = old;
        Successor = successor;
        Sink = new AdoptingSink(old, successor);
    }

    internal HandoverServer Old { get; }

    internal HandoverServer Successor { get; }

    internal AdoptingSink Sink { get; }

    internal static async Task<TwoGenerations> StartAsync(ServerSetup? setup = null, ServerSetup? successor = null) =>
        new(await HandoverServer.StartAsync("old", setup), await HandoverServer.StartAsync("new", successor ?? setup));

    internal Task<RawConnection> ConnectAsync() => RawConnection.ConnectAsync(Old.EndPoint);

    /// <summary>Sends, and ends when the old process has read every byte of it: nothing of it can reach the successor any more.</summary>
    internal async Task SendToOldAsync(RawConnection client, string bytes)
    {
        await client.SendAsync(bytes);
        await ReadByServerAsync(client);
    }

    internal Task ReadByServerAsync(RawConnection client) => ReadByOldAsync(client.Local);

    internal Task ReadByOldAsync(EndPoint client) => TcpTable.ReadEverythingAsync(Old.EndPoint, client);

    /// <summary>The connection has been accepted, and is known to the gate of the old process.</summary>
    internal Task AcceptedAsync(int count = 1) => Until.TrueAsync(() => Old.Gate.Count == count, $"{count} accepted connections");

    /// <summary>Begins to drain into the successor.</summary>
    internal Task DrainAsync(TimeSpan linger = default) => Old.DrainAsync(Sink, linger);

    public async ValueTask DisposeAsync()
    {
        await Old.DisposeAsync();
        await Successor.DisposeAsync();
    }
}
