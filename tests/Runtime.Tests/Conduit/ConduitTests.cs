using System.Globalization;
using System.Text.Json.Nodes;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Conduit;

/// <summary>samples/Conduit, MVC controllers with a database, against the RealWorld specification.</summary>
/// <remarks>GRACEFUL_CONDUIT names a native binary of the sample, and GRACEFUL_CONDUIT_RESTARTS sets the number of restarts.</remarks>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class ConduitTests(ConduitServer server, ITestOutputHelper output) : IClassFixture<ConduitServer>, IDisposable
{
    private const int Clients = 2;
    private const int RequestsBetweenRestarts = 20;

    private static readonly int Restarts = int.Parse(
        Environment.GetEnvironmentVariable("GRACEFUL_CONDUIT_RESTARTS") ?? "2", CultureInfo.InvariantCulture);

    private readonly DemoProcess _conduit = server.Process;

    public void Dispose() => output.WriteLine(_conduit.Log.ToString());

    [Fact]
    public async Task Every_action_answers_as_specified()
    {
        using var api = new ConduitClient(_conduit.Address);

        await Collection.RunAsync(api);

        output.WriteLine($"{api.Requests} requests, {api.Assertions} assertions");
        Assert.True(api.Assertions >= 100, $"Only {api.Assertions} assertions ran.");
    }

    [Fact]
    public async Task Every_action_is_in_the_document()
    {
        using var http = new HttpClient();

        var paths = JsonNode.Parse(await http.GetStringAsync(new Uri(_conduit.Address, "openapi/v1.json")))!["paths"]!.AsObject();

        var actions = paths.Where(path => path.Key.StartsWith("/api/", StringComparison.Ordinal));
        Assert.Equal(19, actions.Sum(path => path.Value!.AsObject().Count));
        Assert.Equal(
            ["Tag", "Author", "Favorited", "Limit", "Offset"],
            paths["/api/articles"]!["get"]!["parameters"]!.AsArray().Select(parameter => (string?)parameter!["name"]));
        Assert.Equal(["201"], paths["/api/articles"]!["post"]!["responses"]!.AsObject().Select(response => response.Key));
    }

    [Fact]
    public async Task No_request_fails_while_the_server_restarts_again_and_again()
    {
        var known = _conduit.Generations.Count;
        var clients = Enumerable.Range(0, Clients).Select(_ => new ConduitClient(_conduit.Address)).ToArray();
        using var end = new CancellationTokenSource();
        var flows = clients.Select(client => RepeatAsync(client, end.Token)).ToArray();

        for (var restart = 0; restart < Restarts; restart++)
        {
            var old = _conduit.Newest;
            await _conduit.AnsweredByAsync(await _conduit.RestartAsync());
            await _conduit.ExitsWellAsync(old);
            var before = clients.Select(client => client.Requests).ToArray();
            await Until.TrueAsync(
                () => flows.Any(flow => flow.IsFaulted) ||
                    clients.Zip(before).All(one => one.First.Requests >= one.Second + RequestsBetweenRestarts),
                "requests after the restart");
        }

        await end.CancelAsync();
        var rounds = await Task.WhenAll(flows);
        output.WriteLine(
            $"{Restarts} restarts, {rounds.Sum()} flows, {clients.Sum(client => client.Requests)} requests, " +
            $"{clients.Sum(client => client.Assertions)} assertions, {clients.Sum(client => client.Connections)} connections");

        // A client that had to send a request again would have needed another connection.
        Assert.All(clients, client => Assert.Equal(1, client.Connections));
        Assert.Equal(known + Restarts, _conduit.Generations.Count);
        foreach (var client in clients)
        {
            client.Dispose();
        }
    }

    /// <returns>The number of flows.</returns>
    private static async Task<int> RepeatAsync(ConduitClient client, CancellationToken end)
    {
        var rounds = 0;
        do
        {
            await Collection.RunAsync(client);
            rounds++;
        }
        while (!end.IsCancellationRequested);
        return rounds;
    }
}
