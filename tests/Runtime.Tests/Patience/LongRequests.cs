using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Patience;

/// <summary>Requests that outlast a restart run on until they end; they are told after IdleLinger, and aborted at the deadline.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class LongRequests(NativeDemo native, ITestOutputHelper output)
{
    private const string Patient = "00:00:30";
    private const string Impatient = "00:00:01";

    [Fact]
    public async Task A_WebSocket_goes_on_in_the_old_process_and_is_closed_by_the_application_when_it_is_told()
    {
        await using DemoProcess demo = await StartAsync(Patient);
        using ClientWebSocket socket = await ConnectAsync(demo, "/chat");
        Generation old = demo.First;
        Assert.Equal($"{old.Pid} one", await AskAsync(socket, "one"));

        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        WebSocketReceiveResult closed = await ReceiveAsync(socket, new byte[100]);
        Assert.Equal((WebSocketMessageType.Close, WebSocketCloseStatus.EndpointUnavailable), (closed.MessageType, closed.CloseStatus));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Timeout());
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        RestartSeries.AssertOneProcessIsLeft(demo, restarts: 1);
    }

    [Fact]
    public async Task A_WebSocket_that_does_not_listen_is_used_all_the_same()
    {
        await using DemoProcess demo = await StartAsync("00:10:00");
        using ClientWebSocket socket = await ConnectAsync(demo, "/chat/deaf");
        Generation old = demo.First;
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal($"{old.Pid} still there?", await AskAsync(socket, "still there?"));
        Assert.True(old.IsAlive);
    }

    [Fact]
    public async Task A_WebSocket_that_does_not_listen_is_aborted_at_the_deadline_with_a_report()
    {
        await using DemoProcess demo = await StartAsync(Impatient);
        using ClientWebSocket socket = await ConnectAsync(demo, "/chat/deaf");
        Generation old = demo.First;
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        await demo.LoggedAsync(new Regex(@"Still open: GET /chat/deaf for \d+\.\d s from 127\.0\.0\.1:\d+ on .*; aborted now"));
        await Assert.ThrowsAsync<WebSocketException>(() => ReceiveAsync(socket, new byte[100]));
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
    }

    [Fact]
    public async Task An_event_stream_and_a_long_poll_end_in_order_when_they_are_told()
    {
        await using DemoProcess demo = await StartAsync(Patient);
        using RawConnection events = await SendAsync(demo, "GET /events");
        using RawConnection poll = await SendAsync(demo, "GET /poll");
        await events.ReadUntilAsync("data: 3\n\n");
        await poll.ExpectNoAnswerAsync();

        Generation old = demo.First;
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        await events.ReadUntilAsync("event: bye\ndata:\n\n");
        await events.ReadUntilAsync("\r\n0\r\n\r\n");
        Assert.Equal("poll again\n", (await poll.ReadResponseAsync()).Text);
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        Assert.Equal(0, demo.Log.Count("Still open"));
    }

    [Fact]
    public async Task An_upload_is_received_to_its_end_by_the_process_that_began_it()
    {
        const int Half = 3_000_000;
        await using DemoProcess demo = await StartAsync(Patient);
        using RawConnection upload = await RawConnection.ConnectAsync(demo.EndPoint);
        await upload.SendAsync($"POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: {2 * Half}\r\n\r\n");
        await upload.SendAsync(new byte[Half]);

        Generation old = demo.First;
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        await upload.SendAsync(new byte[Half]);
        Assert.Equal($"{2 * Half} bytes, pid={old.Pid}\n", (await upload.ReadResponseAsync()).Text);

        // And the connection goes over behind it.
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        Assert.Equal($"pid={successor.Pid}\n", (await upload.GetAsync("/process/id")).Text);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_abort_does_not_keep_the_process()
    {
        await using DemoProcess demo = await StartAsync(Impatient);
        using RawConnection kept = await SendAsync(demo, "GET /ignores-abort");
        await kept.ExpectNoAnswerAsync();

        Generation old = demo.First;
        await demo.AnsweredByAsync(await demo.RestartAsync());
        await demo.LoggedAsync(new Regex("1 connections have requests that ignore HttpContext.RequestAborted"));
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        await demo.LoggedAsync(new Regex($"hook of {old.Pid}"));

        // Forced or not, the host stops its services in order.
        await demo.LoggedAsync(new Regex($"hosted service stopped in {old.Pid}"));
        await demo.LoggedAsync(new Regex($"application stopped {old.Pid}"));
    }

    /// <summary>A client that stops reading leaves its handler in a write; the last part of the answer may be in the kernel.</summary>
    [Theory]
    [InlineData("GET /large")]
    [InlineData("GET /small-and-slow")]
    public async Task A_client_that_stops_reading_does_not_keep_the_host_from_stopping_its_services(string request)
    {
        await using DemoProcess demo = await StartAsync(Impatient);
        using RawConnection client = await SendAsync(demo, request);
        Generation old = demo.First;
        await client.ReadUntilAsync("\r\n\r\n");
        await demo.AnsweredByAsync(await demo.RestartAsync());
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        await demo.LoggedAsync(new Regex($"hosted service stopped in {old.Pid}"));
        await demo.LoggedAsync(new Regex($"application stopped {old.Pid}"));
    }

    [Fact]
    public async Task A_single_generation_service_runs_in_one_generation_at_a_time_also_after_a_take_back()
    {
        await using DemoProcess demo = await StartAsync("00:10:00");
        using ClientWebSocket socket = await ConnectAsync(demo, "/chat/deaf");
        Generation old = demo.First;
        await demo.LoggedAsync(new Regex($"ticker starts in {old.Pid}"));

        Generation successor = await demo.RestartAsync();
        LogMatch stops = await demo.LoggedAsync(new Regex($"ticker stops in {old.Pid}"));
        LogMatch starts = await demo.LoggedAsync(new Regex($"ticker starts in {successor.Pid}"));
        Assert.True(stops.Line < starts.Line, $"{stops} {starts}");
        Assert.True(old.IsAlive);

        successor.Kill();
        await demo.LoggedAsync(new Regex($"ticker starts in {old.Pid}"), starts.Line + 1);
    }

    [Fact]
    public async Task After_a_take_back_event_streams_go_on_and_ApplicationStopping_was_not_raised()
    {
        await using DemoProcess demo = await StartAsync("00:10:00");
        using ClientWebSocket socket = await ConnectAsync(demo, "/chat/deaf");
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);

        await demo.LoggedAsync(new Regex($"ticker starts in {successor.Pid}"));
        successor.Kill();
        await demo.LoggedAsync(new Regex($"accepting again as {demo.First.Pid}"));
        using RawConnection events = await SendAsync(demo, "GET /events");
        await events.ReadUntilAsync("data: 9\n\n");
        Assert.Equal("no\n", (await RawConnection.GetAsync(demo.EndPoint, "/application-stopping")).Text);
    }

    /// <summary>A signal that went through the pool would wait after hundreds of requests that never end.</summary>
    [Fact]
    public async Task A_process_whose_pool_is_stuck_restarts_all_the_same()
    {
        const int Blocked = 400;
        await using DemoProcess demo = await StartAsync(native.Binary, Impatient);
        var clients = new List<RawConnection>();
        for (int i = 0; i < Blocked; i++)
        {
            clients.Add(await SendAsync(demo, "GET /process/slow?ms=600000&blocking"));
        }

        Generation old = demo.First;
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal(0, (await demo.ExitOfAsync(old)).Code);
        await demo.AnsweredByAsync(successor);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task After_a_stop_signal_the_process_serves_on_for_ShutdownDelay_and_reports_unhealthy()
    {
        await using DemoProcess demo = await StartAsync(Patient, ("Graceful__ShutdownDelay", "01:00:00"));
        Assert.Equal(200, (await RawConnection.GetAsync(demo.EndPoint, "/health")).Status);
        demo.First.Signal(LibC.SIGTERM);
        await demo.LoggedAsync(new Regex("Serving for another 01:00:00"));

        RawResponse health = await RawConnection.GetAsync(demo.EndPoint, "/health");
        Assert.Equal((503, "Unhealthy"), (health.Status, health.Text));
        Assert.Equal($"pid={demo.First.Pid}\n", (await RawConnection.GetAsync(demo.EndPoint, "/process/id")).Text);

        demo.First.Signal(LibC.SIGTERM);
        Assert.Equal(143, (await demo.ExitOfAsync(demo.First)).Code);
    }

    private Task<DemoProcess> StartAsync(string drainTimeout, params (string Name, string Value)[] more) =>
        StartAsync(PatientApp.Binary, drainTimeout, more);

    private Task<DemoProcess> StartAsync(ServerBinary binary, string drainTimeout, params (string Name, string Value)[] more) =>
        DemoProcess.StartAsync(binary, new()
    {
        Print = output.WriteLine,
        Environment = new Dictionary<string, string?>(more.Select(one => KeyValuePair.Create<string, string?>(one.Name, one.Value)))
        {
            ["Graceful__DrainTimeout"] = drainTimeout,
            ["Graceful__IdleLinger"] = "00:00:00.300",
        },
    });

    private static async Task<RawConnection> SendAsync(DemoProcess demo, string request)
    {
        RawConnection connection = await RawConnection.ConnectAsync(demo.EndPoint);
        await connection.SendAsync($"{request} HTTP/1.1\r\nHost: graceful.test\r\n\r\n");
        return connection;
    }

    private static async Task<ClientWebSocket> ConnectAsync(DemoProcess demo, string path)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{demo.EndPoint}{path}"), Timeout());
        return socket;
    }

    private static async Task<string> AskAsync(ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Timeout());
        byte[] answer = new byte[100];
        WebSocketReceiveResult received = await ReceiveAsync(socket, answer);
        return Encoding.UTF8.GetString(answer, 0, received.Count);
    }

    private static Task<WebSocketReceiveResult> ReceiveAsync(ClientWebSocket socket, byte[] buffer) =>
        socket.ReceiveAsync(buffer, Timeout());

    /// <summary>Ends a test that would hang.</summary>
    private static CancellationToken Timeout() => new CancellationTokenSource(Until.Limit).Token;
}
