using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Instruments.Servers;
using Rpc;
using Runtime.Tests.Processes;
using Runtime.Tests.UnderLoad;
using Xunit.Abstractions;

namespace Runtime.Tests.Rpc;

/// <summary>Clients of gRPC for .NET. A call ends in the process that began it, and the next one goes to the new process.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class GrpcThroughRestarts(ITestOutputHelper output)
{
    private const int UsersEach = 2;

    private static readonly int Restarts = TestShare.Of(10);

    [Fact]
    public async Task No_call_of_any_kind_fails()
    {
        await using RpcServer server = await RpcServer.StartAsync(output.WriteLine, "00:00:35");
        using GrpcChannel channel = GrpcChannel.ForAddress(server.GrpcAddress);
        var echo = new Echo.EchoClient(channel);
        using var stop = new CancellationTokenSource();
        (string Kind, Task<Calls> Made)[] users = [.. new (string Kind, Func<Echo.EchoClient, Task<int>> Call)[]
        {
            ("unary", SayAsync),
            ("server streaming", CountAsync),
            ("duplex", TalkAsync),
        }.SelectMany(kind => Enumerable.Repeat(kind, UsersEach))
            .Select(kind => (kind.Kind, Task.Run(() => RepeatAsync(() => kind.Call(echo), stop.Token))))];

        await RestartSeries.RunAsync(server.Demo, Restarts);
        await stop.CancelAsync();
        foreach ((string kind, Task<Calls> made) in users)
        {
            Calls calls = await made;
            output.WriteLine($"{calls.Count} {kind} calls to {calls.Processes} processes");
            Assert.True(calls.Processes > 1, kind);
        }

        RestartSeries.AssertOneProcessIsLeft(server.Demo, Restarts);
    }

    [Fact]
    public async Task A_stream_that_ends_at_the_hand_over_is_unavailable_and_goes_on_with_the_next_call()
    {
        await using RpcServer server = await RpcServer.StartAsync(output.WriteLine, "00:00:35");
        using GrpcChannel channel = GrpcChannel.ForAddress(server.GrpcAddress);
        var echo = new Echo.EchoClient(channel);
        Generation newest = server.Demo.First;
        int expected = 0;
        for (int restarts = 0; ; restarts++)
        {
            using AsyncServerStreamingCall<Reply> call = echo.Follow(new() { From = expected });
            await NextAsync(call, newest.Pid, expected++);
            if (restarts == Restarts)
            {
                break;
            }

            Generation old = newest;
            newest = await server.Demo.RestartAsync();
            var ended = await Assert.ThrowsAsync<RpcException>(async () =>
            {
                while (true)
                {
                    await NextAsync(call, old.Pid, expected);
                    expected++;
                }
            });
            Assert.Equal(StatusCode.Unavailable, ended.StatusCode);
            await server.Demo.ExitsWellAsync(old);
        }
    }

    [Fact]
    public async Task A_call_that_is_longer_than_the_restart_ends_in_its_process()
    {
        const int Count = 400;
        await using RpcServer server = await RpcServer.StartAsync(output.WriteLine, "00:02:00");
        using GrpcChannel channel = GrpcChannel.ForAddress(server.GrpcAddress);
        Generation old = server.Demo.First;
        using AsyncServerStreamingCall<Reply> call = new Echo.EchoClient(channel).Count(new() { Count = Count });
        await NextAsync(call, old.Pid, 0);

        await server.Demo.AnsweredByAsync(await server.Demo.RestartAsync());
        for (int i = 1; i < Count; i++)
        {
            await NextAsync(call, old.Pid, i);
        }

        Assert.False(await call.ResponseStream.MoveNext().WaitAsync(Until.Limit));
        await server.Demo.ExitsWellAsync(old);
    }

    private static async Task NextAsync(AsyncServerStreamingCall<Reply> call, int process, int expected)
    {
        Assert.True(await call.ResponseStream.MoveNext().WaitAsync(Until.Limit));
        Assert.Equal((process, Text(expected)), (call.ResponseStream.Current.Process, call.ResponseStream.Current.Text));
    }

    private static async Task<int> SayAsync(Echo.EchoClient echo)
    {
        Reply reply = await echo.SayAsync(new() { Text = "hello" });
        Assert.Equal("hello", reply.Text);
        return reply.Process;
    }

    private static async Task<int> CountAsync(Echo.EchoClient echo)
    {
        const int Count = 20;
        using AsyncServerStreamingCall<Reply> call = echo.Count(new() { Count = Count });
        List<Reply> replies = [];
        await foreach (Reply reply in call.ResponseStream.ReadAllAsync())
        {
            replies.Add(reply);
        }

        Assert.Equal(Enumerable.Range(0, Count).Select(Text), replies.Select(reply => reply.Text));
        return Assert.Single(replies.Select(reply => reply.Process).Distinct());
    }

    private static async Task<int> TalkAsync(Echo.EchoClient echo)
    {
        using AsyncDuplexStreamingCall<Message, Reply> call = echo.Talk();
        HashSet<int> processes = [];
        for (int i = 0; i < 20; i++)
        {
            await call.RequestStream.WriteAsync(new() { Text = Text(i) });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(Text(i), call.ResponseStream.Current.Text);
            processes.Add(call.ResponseStream.Current.Process);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        return Assert.Single(processes);
    }

    private static async Task<Calls> RepeatAsync(Func<Task<int>> call, CancellationToken stop)
    {
        int count = 0;
        HashSet<int> processes = [];
        for (; !stop.IsCancellationRequested; count++)
        {
            processes.Add(await call());
        }

        return new Calls(count, processes.Count);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Calls(int Count, int Processes);
}
