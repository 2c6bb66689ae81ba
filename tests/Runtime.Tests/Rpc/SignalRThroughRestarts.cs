using System.Globalization;
using Instruments.Servers;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Rpc;

/// <summary>
/// The state of a hub connection is in its process: the client reconnects by itself, with a new connection id, and is never closed.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class SignalRThroughRestarts(ITestOutputHelper output)
{
    private const int Restarts = 2;

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task A_client_reconnects_when_the_old_process_is_about_to_abort_it(HttpTransportType transport)
    {
        await using RpcServer server = await RpcServer.StartAsync(output.WriteLine, "00:00:01");
        await AssertReconnectsAsync(server, transport);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task A_client_reconnects_at_once_when_the_hub_closes_its_connections_at_the_hand_over(HttpTransportType transport)
    {
        await using RpcServer server = await RpcServer.StartAsync(output.WriteLine, "00:10:00", "--reconnect", "yes");
        await AssertReconnectsAsync(server, transport);
    }

    private static async Task AssertReconnectsAsync(RpcServer server, HttpTransportType transport)
    {
        await using HubConnection hub = new HubConnectionBuilder()
            .WithUrl(server.HubAddress, transport, options => options.SkipNegotiation = transport == HttpTransportType.WebSockets)
            .WithAutomaticReconnect(new Always())
            .Build();
        var closed = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Closed += reason =>
        {
            closed.TrySetResult(reason);
            return Task.CompletedTask;
        };
        await hub.StartAsync().WaitAsync(Until.Limit);
        await AnsweredByAsync(server.Demo.First);

        for (int i = 0; i < Restarts; i++)
        {
            var reconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task OnReconnected(string? id)
            {
                reconnected.TrySetResult();
                return Task.CompletedTask;
            }

            hub.Reconnected += OnReconnected;
            Generation old = server.Demo.Newest;
            Generation successor = await server.Demo.RestartAsync();
            await server.Demo.ExitsWellAsync(old);
            await Task.WhenAny(reconnected.Task, closed.Task).WaitAsync(Until.Limit);
            Assert.False(closed.Task.IsCompleted);
            await AnsweredByAsync(successor);
            hub.Reconnected -= OnReconnected;
        }

        async Task AnsweredByAsync(Generation process)
        {
            string expected = string.Create(CultureInfo.InvariantCulture, $"{process.Pid} hello");
            Assert.Equal(expected, await hub.InvokeAsync<string>("Say", "hello").WaitAsync(Until.Limit));
        }
    }

    /// <summary>At once, and then again and again.</summary>
    private sealed class Always : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) =>
            TimeSpan.FromMilliseconds(Math.Min(100, retryContext.PreviousRetryCount * 20));
    }
}
