using System.Net.Sockets;
using Instruments.Load;
using Instruments.Raw;

namespace Runtime.Tests.Processes;

/// <summary>Tests of RawConnection: met expectations pass, and unmet ones fail.</summary>
public sealed class RawConnectionTests
{
    private const string Two =
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbcd\r\n0\r\n\r\n";

    [Fact]
    public Task Reads_pipelined_responses_one_by_one() => WithServer(Writing(Two), async connection =>
    {
        await connection.SendAsync("GET / HTTP/1.1\r\n\r\n");
        RawResponse first = await connection.ReadResponseAsync();
        RawResponse second = await connection.ReadResponseAsync();

        Assert.Equal((200, "a", "1"), (first.Status, first.Text, first.Header("content-length")));
        Assert.Equal((404, "bcd"), (second.Status, second.Text));
        await connection.ExpectEndAsync();
    });

    [Fact]
    public Task Finds_bytes_where_the_end_was_expected() => WithServer(Writing(Two), async connection =>
    {
        await connection.SendAsync("GET / HTTP/1.1\r\n\r\n");
        await connection.ReadResponseAsync();
        await Assert.ThrowsAsync<InvalidDataException>(connection.ExpectEndAsync);
    });

    [Fact]
    public Task Tells_an_end_from_a_reset() => WithServer(Writing(""), async connection =>
    {
        await connection.SendAsync("GET / HTTP/1.1\r\n\r\n");
        await Assert.ThrowsAsync<InvalidDataException>(connection.ExpectResetAsync);
    });

    [Fact]
    public Task Tells_a_reset_from_an_end() => WithServer(
        async connection =>
        {
            await connection.ReadRequestAsync();
            connection.Reset();
        },
        async connection =>
        {
            await connection.SendAsync("GET / HTTP/1.1\r\n\r\n");
            await Assert.ThrowsAsync<SocketException>(connection.ExpectEndAsync);
        });

    [Fact]
    public Task Names_a_response_that_stops_in_the_middle() => WithServer(Writing(Two[..^3]), async connection =>
    {
        await connection.SendAsync("GET / HTTP/1.1\r\n\r\n");
        await connection.ReadResponseAsync();
        await Assert.ThrowsAsync<EndOfStreamException>(() => connection.ReadResponseAsync());
    });

    [Fact]
    public Task No_answer_is_no_answer() => WithServer(connection => connection.AnswerAllAsync(), async connection =>
    {
        await connection.SendAsync("GET / HTTP/1.1\r\n");
        await connection.ExpectNoAnswerAsync();
        await connection.SendAsync("\r\n");
        Assert.Equal(1, (await connection.ReadResponseAsync()).Pid);
    });

    [Fact]
    public Task An_answer_is_found_where_none_was_expected() => WithServer(
        async connection =>
        {
            if (connection.Number == 0)
            {
                await connection.WriteAsync(ScriptedServer.Right);
            }

            await connection.AnswerAllAsync();
        },
        async connection =>
        {
            // When the server has read this, it has written before.
            await connection.SendAsync("GET / HTTP/1.1\r\n");
            await Assert.ThrowsAsync<InvalidDataException>(() => connection.ExpectNoAnswerAsync());
        });

    [Fact]
    public Task Half_a_close_leaves_the_answer_readable() => WithServer(
        async connection =>
        {
            while (await connection.ReadRequestAsync())
            {
                continue;
            }

            await connection.WriteAsync(ScriptedServer.Right);
        },
        async connection =>
        {
            connection.EndSending();
            Assert.Equal(1, (await connection.ReadResponseAsync()).Pid);
            await connection.ExpectEndAsync();
        });

    private static Func<ScriptedConnection, Task> Writing(string bytes) => async connection =>
    {
        await connection.ReadRequestAsync();
        if (bytes.Length > 0)
        {
            await connection.WriteAsync(bytes);
        }
    };

    private static async Task WithServer(Func<ScriptedConnection, Task> script, Func<RawConnection, Task> test)
    {
        await using var server = new ScriptedServer(script);
        using RawConnection connection = await RawConnection.ConnectAsync(server.EndPoint);
        await test(connection);
    }
}
