using System.Globalization;

namespace Throughput.Bench;

/// <summary>The bytes that a server allocates for each request, its connections included.</summary>
internal static class Allocations
{
    private const int Connections = 64;
    private const int Seconds = 2;

    internal static async Task<double> PerRequestAsync(Server server, string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{server.EndPoint}") };

        // The JIT allocates too, and has compiled everything afterwards.
        _ = WrkRun.Measure(server, path, Connections, Seconds);
        long before = await AllocatedAsync(client);
        WrkRun run = WrkRun.Measure(server, path, Connections, Seconds);
        return (await AllocatedAsync(client) - before) / run.Requests;
    }

    private static async Task<long> AllocatedAsync(HttpClient client) =>
        long.Parse(await client.GetStringAsync(new Uri("/allocated", UriKind.Relative)), CultureInfo.InvariantCulture);
}
