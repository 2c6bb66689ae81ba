using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Instruments.Raw;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Runtime.Tests.Processes;

namespace Runtime.Tests.Transport;

/// <summary>A server that speaks first: its client has the greeting of this process, and must not receive another one.</summary>
public sealed class GreetingTests
{
    [Fact]
    public async Task A_connection_that_was_greeted_stays()
    {
        await using var two = await TwoGenerations.StartAsync(Greeter("220 old\r\n"), Greeter("220 new\r\n"));
        using var client = await RawSocket.ConnectAsync(two.Old.EndPoint);
        Assert.Equal("220 old\r\n", await ReadAsync(client));
        await two.Old.WaitsForMoreAsync(consumed: 0);

        var drained = two.DrainAsync(linger: TimeSpan.FromSeconds(30));
        await client.SendAsync("PASS"u8.ToArray());
        Assert.Equal("got PASS", await ReadAsync(client));
        Assert.Equal(0, two.Sink.Taken);
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal("", await ReadAsync(client));
        await drained.WaitAsync(Until.Limit);
    }

    [Fact]
    public async Task A_connection_that_was_not_greeted_leaves_and_is_greeted_by_the_successor()
    {
        var greets = new TaskCompletionSource();
        await using var two = await TwoGenerations.StartAsync(Greeter("", greets.Task), Greeter("220 new\r\n"));
        using var client = await RawSocket.ConnectAsync(two.Old.EndPoint);
        await two.AcceptedAsync();
        greets.SetResult();
        await two.DrainAsync().WaitAsync(Until.Limit);
        Assert.Equal("220 new\r\n", await ReadAsync(client));
        Assert.Equal(1, two.Sink.Taken);
    }

    /// <summary>Whichever comes first, the greeting or the drain: the client reads one greeting, from the process that serves it.</summary>
    [Fact]
    public async Task A_drain_that_begins_while_the_greeting_is_sent()
    {
        for (var i = 0; i < 50; i++)
        {
            var greets = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var two = await TwoGenerations.StartAsync(Greeter("220 one\r\n", greets.Task), Greeter("220 one\r\n"));
            using var client = await RawSocket.ConnectAsync(two.Old.EndPoint);
            await two.AcceptedAsync();
            greets.SetResult();
            var drained = two.DrainAsync(linger: TimeSpan.FromSeconds(30));
            Assert.Equal("220 one\r\n", await ReadAsync(client));
            await client.SendAsync("PASS"u8.ToArray());
            Assert.Equal("got PASS", await ReadAsync(client));
            client.Shutdown(SocketShutdown.Send);
            Assert.Equal("", await ReadAsync(client));
            await drained.WaitAsync(Until.Limit);
        }
    }

    /// <summary>A middleware sends a banner, and the connection goes on with HTTP.</summary>
    [Fact]
    public async Task A_connection_that_was_greeted_before_HTTP_announces_its_close()
    {
        await using var two = await TwoGenerations.StartAsync(new ServerSetup
        {
            Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Use(next => async connection =>
            {
                await connection.Transport.Output.WriteAsync("hello\r\n"u8.ToArray());
                await next(connection);
            })),
        });
        using var client = await RawSocket.ConnectAsync(two.Old.EndPoint);
        Assert.Equal("hello\r\n", await ReadAsync(client));
        await client.SendAsync("GET /who HTTP/1.1\r\nHost: t\r\n\r\n"u8.ToArray());
        Assert.EndsWith("old", await ReadAsync(client), StringComparison.Ordinal);

        var drained = two.DrainAsync(linger: TimeSpan.FromSeconds(30));
        await client.SendAsync("GET /who HTTP/1.1\r\nHost: t\r\n\r\n"u8.ToArray());
        var answer = await ReadAsync(client);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.EndsWith("old", answer, StringComparison.Ordinal);
        await drained.WaitAsync(Until.Limit);
        Assert.Equal(0, two.Sink.Taken);
    }

    private static ServerSetup Greeter(string greeting, Task? begins = null) => new()
    {
        Listen = kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Run(async connection =>
        {
            await (begins ?? Task.CompletedTask);
            if (greeting.Length > 0)
            {
                await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes(greeting));
            }

            while (true)
            {
                var read = await connection.Transport.Input.ReadAsync();
                var text = Encoding.ASCII.GetString(read.Buffer.ToArray());
                connection.Transport.Input.AdvanceTo(read.Buffer.End);
                if (text.Length > 0)
                {
                    await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes($"got {text}"));
                }

                if (read.IsCompleted)
                {
                    return;
                }
            }
        })),
    };

    /// <summary>The parts of a test are short: each arrives at once.</summary>
    private static async Task<string> ReadAsync(Socket client)
    {
        using var limit = new CancellationTokenSource(Until.Limit);
        var buffer = new byte[4096];
        return Encoding.ASCII.GetString(buffer, 0, await client.ReceiveAsync(buffer, limit.Token));
    }
}
