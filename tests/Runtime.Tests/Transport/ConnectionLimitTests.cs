using System.Net;
using Instruments.Raw;
using Runtime.Tests.Processes;

namespace Runtime.Tests.Transport;

/// <summary>MaxConcurrentConnections: new connections are closed at the limit, connections that move are not.</summary>
public sealed class ConnectionLimitTests
{
    private const int Limit = 4;

    private static readonly ServerSetup Limited = new()
    {
        Listen = kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = Limit;
            kestrel.Listen(IPAddress.Loopback, 0);
        },
    };

    [Fact]
    public async Task A_new_connection_beyond_the_limit_is_closed_until_another_has_gone()
    {
        await using var server = await HandoverServer.StartAsync("one", Limited);
        var clients = await ConnectAsync(server);
        using (var rejected = await RawConnection.ConnectAsync(server.EndPoint))
        {
            await rejected.ExpectEndAsync();
        }

        Assert.Equal(1, server.Log.Count("the limit of concurrent connections is reached"));
        clients[0].Dispose();
        await Until.TrueAsync(() => server.Gate.Count == Limit - 1, "the connection to be closed");
        Assert.Equal("one", (await RawConnection.GetAsync(server.EndPoint, "/who")).Text);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Connections_that_move_are_admitted_also_when_new_ones_have_taken_their_place()
    {
        await using var two = await TwoGenerations.StartAsync(Limited);
        var moving = await ConnectAsync(two.Old);
        var strangers = await ConnectAsync(two.Successor);

        await two.DrainAsync();
        foreach (var client in moving)
        {
            Assert.Equal("new", (await client.GetAsync("/who")).Text);
        }

        using var rejected = await RawConnection.ConnectAsync(two.Successor.EndPoint);
        await rejected.ExpectEndAsync();
        moving.ForEach(client => client.Dispose());
        strangers.ForEach(client => client.Dispose());
    }

    private static async Task<List<RawConnection>> ConnectAsync(HandoverServer server)
    {
        var clients = new List<RawConnection>();
        for (var i = 0; i < Limit; i++)
        {
            clients.Add(await RawConnection.ConnectAsync(server.EndPoint));
            Assert.Equal(server.App.Name, (await clients[i].GetAsync("/who")).Text);
        }

        return clients;
    }
}
