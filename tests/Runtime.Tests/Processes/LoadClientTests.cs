using System.Net;
using Instruments.Load;
using Instruments.Servers;

namespace Runtime.Tests.Processes;

/// <summary>Tests of the load client: each fault of a scripted server appears in exactly one counter.</summary>
public sealed class LoadClientTests
{
    private const string AnnouncedClose = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 6\r\n\r\npid=1\n";

    [Fact]
    public async Task Counts_nothing_amiss_on_a_server_that_answers()
    {
        LoadReport report = await RunAsync(connection => connection.AnswerAllAsync(), answers: 500, Plan with { Connections = 5 });

        Assert.True(report.Failed == 0 && report.ConnectionsClosed == 0 && report.ResetsAfterAnswer == 0, report.ToString());
        Assert.Equal((5, 0), (report.Connects, report.Reconnects));
        Assert.Equal(report.Sent, report.Answered);
        Assert.Equal(report.Answered, report.AnsweredByPid[1]);
        Assert.Equal(report.Answered, report.Latencies.Count);
    }

    [Fact]
    public async Task Reads_chunked_answers()
    {
        const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\npi\r\n4;x=y\r\nd=1\n\r\n0\r\nTrailer: z\r\n\r\n";
        LoadReport report = await RunAsync(connection => connection.AnswerAllAsync(Chunked), answers: 20);

        Assert.True(report is { Failed: 0, ConnectionsClosed: 0 } && report.Sent == report.AnsweredByPid[1], report.ToString());
    }

    [Fact]
    public Task Counts_an_announced_close()
        => OnlyOnFirstConnection(AnnouncedClose, report => report.ClosedAnnounced, failed: 0);

    [Fact]
    public Task Counts_HTTP_1_0_as_an_announced_close()
        => OnlyOnFirstConnection("HTTP/1.0 200 OK\r\n\r\npid=1\n", report => report.ClosedAnnounced, failed: 0);

    [Theory]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")]
    public Task Counts_another_status(string response) => OnlyOnFirstConnection(response, report => report.Non200, failed: 1);

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npid=1")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\npid=1\n\r\n0\r\n")]
    public Task Counts_an_early_end(string response) => OnlyOnFirstConnection(response, report => report.EarlyEnds, failed: 1);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npid=x\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\npid=1\n\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npid=1\nHTTP")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nContent-Length: 7\r\n\r\npid=1\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length : 6\r\n\r\npid=1\n")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 6\n\npid=1\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\npid=1\n0\r\n\r\n")]
    [InlineData("HTTP/2.0 200 OK\r\nContent-Length: 6\r\n\r\npid=1\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    public Task Counts_a_malformed_answer(string response) => OnlyOnFirstConnection(response, report => report.Malformed, failed: 1);

    [Fact]
    public async Task Counts_a_reset_instead_of_an_answer()
    {
        LoadReport report = await RunAsync(
            async connection =>
            {
                await connection.ReadRequestAsync();
                if (connection.Number == 0)
                {
                    connection.Reset();
                    return;
                }

                await connection.WriteAsync(ScriptedServer.Right);
                await connection.AnswerAllAsync();
            },
            answers: 20);

        Assert.Equal((1, 1, 1), (report.Resets, report.Failed, report.Reconnects));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_looks_first_sees_a_close_between_requests_and_loses_nothing(bool reset)
    {
        LoadReport report = await RunAsync(
            CloseAfterFirstAnswer(reset), answers: 5, Plan with { Think = ThinkTime.Milliseconds(40, 40) });

        Assert.True(report is { Failed: 0, ClosedUnannounced: 1, ClosedAnnounced: 0, Reconnects: 1 }, report.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_does_not_look_loses_the_request_that_it_sends_into_a_closed_connection(bool reset)
    {
        LoadReport report = await RunAsync(
            CloseAfterFirstAnswer(reset), answers: 5, Plan with { Think = ThinkTime.Milliseconds(40, 40), LooksFirst = false });

        Assert.True(report is { Failed: 1, ClosedUnannounced: 0, Reconnects: 1 } &&
            report.Resets + report.EarlyEnds == 1, report.ToString());
    }

    [Fact]
    public async Task A_client_that_does_not_look_notices_a_half_closed_connection_at_its_next_request()
    {
        LoadReport report = await RunAsync(
            async connection =>
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync(ScriptedServer.Right);
                if (connection.Number == 0)
                {
                    connection.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
                    await connection.ReadRequestAsync();
                }

                await (connection.Number == 0 ? connection.ReadRequestAsync() : connection.AnswerAllAsync());
            },
            answers: 5,
            Plan with { Think = ThinkTime.Milliseconds(10, 10), LooksFirst = false });

        Assert.True(report is { Failed: 1, EarlyEnds: 1 }, report.ToString());
    }

    [Fact]
    public async Task Counts_a_refused_connection()
    {
        var nobody = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        await using LoadClient client = LoadClient.Start(Plan with { Server = nobody });
        await client.FailedAsync(3);
        LoadReport report = await client.StopAsync();

        Assert.True(report.Refused >= 3 && report.Refused == report.Failed && report.Refused == report.Sent &&
            report.Connects == 0, report.ToString());
    }

    [Fact]
    public async Task Counts_a_request_that_is_never_answered()
    {
        var release = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(ScriptedServer.Right);
            await connection.ReadRequestAsync();
            await release.Task;
        });
        await using LoadClient client = LoadClient.Start(
            Plan with { Server = server.EndPoint, AnswerDeadline = TimeSpan.FromMilliseconds(1) });
        await client.AnsweredInAllAsync(1);
        LoadReport report = await client.StopAsync();
        release.SetResult();

        Assert.True(report is { Answered: 1, Unanswered: 1, Failed: 1 }, report.ToString());
    }

    [Fact]
    public async Task Waits_for_the_end_of_a_connection_of_its_own_and_tells_a_reset_from_an_end()
    {
        LoadReport report = await RunAsync(
            async connection =>
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync(AnnouncedClose);
                if (connection.Number == 3)
                {
                    connection.Reset();
                }
            },
            answers: 20,
            Plan with { NewConnectionPerRequest = true });

        Assert.True(report is { Failed: 0, ResetsAfterAnswer: 1, ConnectionsClosed: 0, Reconnects: 0 }, report.ToString());
        Assert.Equal(report.Answered, report.Connects);
    }

    [Fact]
    public async Task At_the_end_it_sends_once_more_on_connections_that_have_been_idle()
    {
        LoadReport report = await RunAsync(
            CloseAfterFirstAnswer(reset: false),
            answers: 1,
            Plan with { Think = new ThinkTime(TimeSpan.FromHours(1), TimeSpan.FromHours(1)), LooksFirst = false });

        Assert.True(report is { Sent: 2, Answered: 1, Failed: 1 }, report.ToString());
    }

    private static LoadPlan Plan => new() { Server = new IPEndPoint(IPAddress.None, 0), Connections = 1 };

    /// <summary>The first connection gets this response and then the end of the stream; later ones get correct responses.</summary>
    private static async Task OnlyOnFirstConnection(string response, Func<LoadReport, long> count, long failed)
    {
        LoadReport report = await RunAsync(
            async connection =>
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync(connection.Number == 0 ? response : ScriptedServer.Right);
                if (connection.Number > 0)
                {
                    await connection.AnswerAllAsync();
                }
            },
            answers: 20);

        Assert.True(report.Failed == failed, report.ToString());
        Assert.True(count(report) == 1, report.ToString());
    }

    private static Func<ScriptedConnection, Task> CloseAfterFirstAnswer(bool reset) => async connection =>
    {
        await connection.ReadRequestAsync();
        await connection.WriteAsync(ScriptedServer.Right);
        if (connection.Number > 0)
        {
            await connection.AnswerAllAsync();
        }
        else if (reset)
        {
            connection.Reset();
        }
    };

    private static async Task<LoadReport> RunAsync(Func<ScriptedConnection, Task> script, int answers, LoadPlan? plan = null)
    {
        await using var server = new ScriptedServer(script);
        await using LoadClient client = LoadClient.Start((plan ?? Plan) with { Server = server.EndPoint });
        await client.AnsweredInAllAsync(answers);
        return await client.StopAsync();
    }
}
