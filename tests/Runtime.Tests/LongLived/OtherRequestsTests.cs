using Graceful.LongLived;
using Graceful.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Runtime.Tests.Transport;

namespace Runtime.Tests.LongLived;

/// <summary>Requests of other endpoints in an application with an endpoint that has opted in.</summary>
public sealed class OtherRequestsTests : IRequestBoundaryFeature
{
    [Fact]
    public void A_request_that_accepts_event_streams_allocates_nothing_for_them()
    {
        const int Requests = 1000;
        var response = new StartingResponse();
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseFeature>(response);
        context.Request.Headers.Accept = "*/*";
        context.Request.Headers.UserAgent = "test";
        Handle(Requests);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Handle(Requests);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Handle(int requests)
        {
            for (var i = 0; i < requests; i++)
            {
                EventStreamCandidate.Attach(context, this);
                response.Start();
            }
        }
    }

    /// <summary>The copy of a head is that of the request that moves, whatever the connection has had before it.</summary>
    [Fact]
    public async Task Each_request_of_a_connection_has_its_own_head()
    {
        var (before, after) = (new TickerApp("old"), new TickerApp("new"));
        await using var two = await TwoGenerations.StartAsync(
            new ServerSetup { Endpoints = before.Map }, new ServerSetup { Endpoints = after.Map });
        using var client = await EventClient.ConnectAsync(two.Old.EndPoint, "/who", "A: 1", "B: 2", "C: 3", "Last-Event-ID: 50");
        Assert.Equal("old", await client.ReadBodyAsync(3));
        await RequestAsync("/ticks", "Last-Event-ID: 6");
        before.Tick(goesOn: false);
        Assert.Null(await client.ReadEventAsync());
        await RequestAsync("/who", "A: 1", "B: 2", "Last-Event-ID: 60");
        Assert.Equal("old", await client.ReadBodyAsync(3));
        await RequestAsync("/ticks");
        await two.DrainAsync().WaitAsync(Until.Limit);
        after.Tick();
        Assert.Equal("id: 1\ndata: new moved", await client.ReadEventAsync());

        async Task RequestAsync(string path, params string[] headers)
        {
            await client.SendAsync(EventClient.Request(path, headers));
            await client.ReadHeadAsync();
        }
    }

    object? IRequestBoundaryFeature.Reusable { get; set; }

    Reentry? IRequestBoundaryFeature.Replay => null;

    void IRequestBoundaryFeature.BeginRequest(bool isHttp2, long? contentLength, string method, string? path)
    {
    }

    int IRequestBoundaryFeature.HandlerWaits(string method, string? path) => IRequestBoundaryFeature.NoNumber;

    bool IRequestBoundaryFeature.StartResponse(bool switchesProtocol) => false;

    void IRequestBoundaryFeature.SetLongLived(LongLivedRequest? request)
    {
    }

    void IRequestBoundaryFeature.BeginStream()
    {
    }

    void IRequestBoundaryFeature.ConfirmReplay()
    {
    }

    void IRequestBoundaryFeature.RejectReplay(string reason)
    {
    }

    void IRequestBoundaryFeature.OnWritten()
    {
    }

    Task IRequestBoundaryFeature.EndRequest(int number) => Task.CompletedTask;

    /// <summary>A response whose callback for the start the test calls.</summary>
    private sealed class StartingResponse : HttpResponseFeature
    {
        private Func<object, Task>? _callback;
        private object? _state;

        public override void OnStarting(Func<object, Task> callback, object state) => (_callback, _state) = (callback, state);

        internal void Start() => _ = _callback!(_state!);
    }
}
