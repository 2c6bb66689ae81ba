using System.Net;
using System.Text.RegularExpressions;
using Graceful.Transport;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Transport;

namespace Runtime.Tests.Splits;

/// <summary>A case and the number of bytes that the client sends before the restart.</summary>
internal readonly record struct Split(SplitCase Case, int Position)
{
    public override string ToString() => $"'{Case}' after {Position} of {Case.Bytes.Length} bytes";
}

/// <summary>
/// Two generations and a server that is never restarted. Many splits share a restart: each has a connection of its own, sends its first
/// part, and after the restart the second one.
/// </summary>
internal sealed partial class SplitRun : IAsyncDisposable
{
    private const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";
    private const string Announcement = "Connection: close\r\n";

    private readonly Dictionary<SplitCase, string> _expected = [];
    private readonly HandoverServer _old;
    private readonly HandoverServer _successor;
    private readonly HandoverServer _unrestarted;

    private SplitRun(HandoverServer old, HandoverServer successor, HandoverServer unrestarted) =>
        (_old, _successor, _unrestarted) = (old, successor, unrestarted);

    /// <summary>The connections that moved between the two parts.</summary>
    internal int Moved { get; private set; }

    internal static async Task<SplitRun> StartAsync()
    {
        var setup = new ServerSetup
        {
            Listen = kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, 0);

                // A slow machine must not be taken for a slow client.
                kestrel.Limits.MinRequestBodyDataRate = kestrel.Limits.MinResponseDataRate = null;
                kestrel.Limits.KeepAliveTimeout = kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromHours(1);
            },
        };

        // With one name, because responses begin with it.
        return new(
            await HandoverServer.StartAsync("server", setup),
            await HandoverServer.StartAsync("server", setup),
            await HandoverServer.StartAsync("server", setup));
    }

    /// <summary>Returns a description of each split whose responses differ from those of the server without a restart.</summary>
    internal async Task<IReadOnlyList<string>> CompareAsync(IReadOnlyList<Split> splits)
    {
        foreach (var one in splits.Select(split => split.Case).Distinct().Where(one => !_expected.ContainsKey(one)))
        {
            using var client = await RawConnection.ConnectAsync(_unrestarted.EndPoint);
            await client.TrySendAsync(one.Bytes);
            _expected[one] = await ReadAsync(
                one, client, () => TcpTable.CountRead((IPEndPoint)_unrestarted.EndPoint) == 1 && IsWaiting(_unrestarted));
        }

        var connections = await Task.WhenAll(splits.Select(_ => RawConnection.ConnectAsync(_old.EndPoint)));
        try
        {
            await Task.WhenAll(splits.Zip(connections, (split, client) => client.TrySendAsync(split.Case.Bytes[..split.Position])));
            await Until.TrueAsync(IsAtRest, "the first parts to be read");

            var sink = new AdoptingSink(_old, _successor);
            var drained = _old.DrainAsync(sink, linger: TimeSpan.FromHours(1));
            var mustMove = splits.Zip(connections).Where(pair => pair.First.Case.MovesAt(pair.First.Position)).ToArray();
            string[] stayed = [];
            await Until.TrueAsync(
                () =>
                {
                    var open = _old.Gate.Snapshot().Select(connection => connection.RemoteEndPoint).ToHashSet();
                    stayed = [.. mustMove.Where(pair => open.Contains(pair.Second.Local)).Select(pair => $"{pair.First}")];
                    return stayed.Length == 0;
                },
                () => $"these connections to move: {string.Join(", ", stayed)}");
            Moved += sink.Taken;
            var wrong = new List<string>();
            if (sink.Taken > mustMove.Length)
            {
                wrong.Add($"{sink.Taken} connections have moved, and not {mustMove.Length}: {string.Join(", ", splits)}");
            }

            await Task.WhenAll(splits.Zip(connections, (split, client) => client.TrySendAsync(split.Case.Bytes[split.Position..])));
            var received = await Task.WhenAll(splits.Zip(connections, (split, client) => ReadAsync(split.Case, client, IsAtRest)));
            await drained.WaitAsync(Until.Limit);
            _old.Drain.TakeBack();
            wrong.AddRange(splits.Zip(received)
                .Where(pair => !IsSame(pair.First.Case, pair.Second))
                .Select(pair => $"{pair.First}:\n--- with a restart:\n{pair.Second}\n--- without:\n{_expected[pair.First.Case]}"));
            return wrong;
        }
        finally
        {
            foreach (var connection in connections)
            {
                connection.Dispose();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _old.DisposeAsync();
        await _successor.DisposeAsync();
        await _unrestarted.DisposeAsync();
    }

    /// <summary>Returns everything that the client receives.</summary>
    private static async Task<string> ReadAsync(SplitCase one, RawConnection client, Func<bool> isAtRest)
    {
        if (one.IsEndedByClient)
        {
            // An end right after a request may cancel it.
            await Until.TrueAsync(isAtRest, $"'{one}' to be read");
            client.EndSending();
        }

        // Kestrel leaves out 100 (Continue) when the body is there already.
        var received = DateLine().Replace(await client.ReadToEndAsync(), "").Replace(Continue, "", StringComparison.Ordinal);

        // Kestrel answers half a head with 400, unless it sees the end of the connection first.
        return one.IsEndedByClient ? BadRequestAtTheEnd().Replace(received, "") : received;
    }

    private static bool IsWaiting(HandoverServer server) =>
        server.Gate.Snapshot().All(connection => connection.Transport.Input is RequestBoundaryReader { IsWaiting: true });

    /// <summary>True when everything is read, and Kestrel waits for more on every connection.</summary>
    /// <remarks>Connections that have moved keep the old server's port.</remarks>
    private bool IsAtRest() =>
        TcpTable.CountRead((IPEndPoint)_old.EndPoint) == _old.Gate.Count + _successor.Gate.Count
        && IsWaiting(_old)
        && IsWaiting(_successor);

    private bool IsSame(SplitCase one, string received)
    {
        var expected = _expected[one];
        if (received == expected)
        {
            return true;
        }

        // A connection that cannot move ends after the response that announces it.
        var announced = received.LastIndexOf(Announcement, StringComparison.Ordinal);
        if (!one.MayAnnounceClose || announced < 0)
        {
            return false;
        }

        var rest = received.Remove(announced, Announcement.Length);
        return expected.StartsWith(rest, StringComparison.Ordinal)
            && (expected.Length == rest.Length || expected.AsSpan(rest.Length).StartsWith("HTTP/1.1 "));
    }

    [GeneratedRegex("Date: [^\r]*\r\n")]
    private static partial Regex DateLine();

    [GeneratedRegex(@"HTTP/1\.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\nServer: Kestrel\r\n\r\n\z")]
    private static partial Regex BadRequestAtTheEnd();
}
