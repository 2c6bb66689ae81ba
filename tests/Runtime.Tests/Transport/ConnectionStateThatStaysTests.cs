using System.Buffers;
using System.Net;
using Instruments.Raw;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Runtime.Tests.Transport;

/// <summary>A connection that has state in this process, outside HTTP, does not move: its next response announces the close.</summary>
public sealed class ConnectionStateThatStaysTests
{
    [Fact]
    public async Task Items_of_the_connection() => await AssertStaysAsync(
        connection => connection.Features.Get<IConnectionItemsFeature>()!.Items["user"] = "someone");

    [Fact]
    public async Task The_application_pins_it() => await AssertStaysAsync(
        connection => connection.Features.Get<Graceful.IConnectionMove>()!.Pin());

    [Fact]
    public async Task Items_that_were_removed_again_do_not_count()
    {
        await using var two = await StartAsync(connection =>
        {
            connection.Items["user"] = "someone";
            connection.Items.Clear();
        });
        using var client = await two.ConnectAsync();
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        await two.DrainAsync();
        Assert.Equal("new", (await client.GetAsync("/who")).Text);
    }

    /// <summary>After a move the client could send another header, and with it another address.</summary>
    [Fact]
    public async Task Bytes_that_middleware_has_read_before_HTTP()
    {
        await using var two = await TwoGenerations.StartAsync(new()
        {
            Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Use(next => async connection =>
            {
                await ReadLineAsync(connection);
                await next(connection);
            })),
        });
        using var client = await two.ConnectAsync();
        await client.SendAsync("PROXY TCP4 192.0.2.1 192.0.2.2 1 80\r\n");
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        await AssertAnnouncesAsync(two, client);
    }

    private static async Task AssertStaysAsync(Action<ConnectionContext> keepState)
    {
        await using var two = await StartAsync(keepState);
        using var client = await two.ConnectAsync();
        Assert.Equal("old", (await client.GetAsync("/who")).Text);
        await AssertAnnouncesAsync(two, client);
    }

    private static async Task AssertAnnouncesAsync(TwoGenerations two, RawConnection client)
    {
        var drained = two.DrainAsync();
        var answer = await client.GetAsync("/who");
        Assert.Equal(("old", true), (answer.Text, answer.AnnouncesClose));
        await client.ExpectEndAsync();
        await drained;
        Assert.Equal(0, two.Sink.Taken);
    }

    private static Task<TwoGenerations> StartAsync(Action<ConnectionContext> middleware) => TwoGenerations.StartAsync(new()
    {
        Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Use(next => connection =>
        {
            middleware(connection);
            return next(connection);
        })),
    });

    private static async Task ReadLineAsync(ConnectionContext connection)
    {
        while (true)
        {
            var result = await connection.Transport.Input.ReadAsync();
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                connection.Transport.Input.AdvanceTo(result.Buffer.GetPosition(1, end));
                return;
            }

            connection.Transport.Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
