using System.IO.Pipelines;
using System.Text.Json.Serialization.Metadata;
using Graceful.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Running;

/// <summary>
/// JSON responses whose flush waits, as in HTTP/2, where the frames of a connection are written in turn: meanwhile their thread writes
/// other responses.
/// </summary>
public sealed class WaitingJsonTests
{
    private const int Count = 50;

    private static readonly string Text = new('x', 4000);

    [Fact]
    public async Task They_share_the_memory_in_which_they_were_written()
    {
        await WriteAllAsync();
        var bytes = await WriteAllAsync();
        Assert.InRange(bytes / Count, 0, Text.Length / 2);
    }

    /// <returns>The number of bytes that were allocated until all responses waited.</returns>
    private static async Task<long> WriteAllAsync()
    {
        await using var services = new ServiceCollection()
            .Configure<JsonOptions>(options => options.SerializerOptions.TypeInfoResolver = new DefaultJsonTypeInfoResolver())
            .BuildServiceProvider();
        var bodies = Enumerable.Range(0, Count).Select(_ => new WaitingBody()).ToArray();
        var contexts = Array.ConvertAll(bodies, body =>
        {
            var context = new DefaultHttpContext { RequestServices = services };
            context.Features.Set<IHttpResponseBodyFeature>(body);
            return context;
        });
        var written = new Task[Count];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Count; i++)
        {
            written[i] = ActionResponse.WriteJsonAsync(contexts[i], Text);
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.All(written, one => Assert.False(one.IsCompleted));
        foreach (var body in bodies)
        {
            Assert.Equal(Text.Length + 2, body.Written);
            body.Flushed.SetResult(default);
        }

        await Task.WhenAll(written);
        return bytes;
    }

    /// <summary>Takes the bytes of a response, and ends the flush when the test allows it.</summary>
    private sealed class WaitingBody : PipeWriter, IHttpResponseBodyFeature
    {
        private static readonly byte[] Room = new byte[64 * 1024];

        public TaskCompletionSource<FlushResult> Flushed { get; } = new();

        public int Written { get; private set; }

        public Stream Stream => Stream.Null;

        public PipeWriter Writer => this;

        public override Memory<byte> GetMemory(int sizeHint = 0) => Room;

        public override Span<byte> GetSpan(int sizeHint = 0) => Room;

        public override void Advance(int bytes) => Written += bytes;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => new(Flushed.Task);

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task CompleteAsync() => Task.CompletedTask;

        public void DisableBuffering()
        {
        }

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
