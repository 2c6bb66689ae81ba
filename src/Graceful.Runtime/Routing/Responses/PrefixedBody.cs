using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.Routing;

/// <summary>The body of a response during a result: the text of the before hook precedes the first bytes of the result.</summary>
/// <remarks>
/// The text cannot be written before the result runs. The result sets the head of the response, and when it throws, the app's exception
/// handler would write its answer after the text.
/// </remarks>
internal sealed class PrefixedBody(IHttpResponseBodyFeature inner, RequestContext context) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Executes a result. Text that no byte of the result follows stays in the context.</summary>
    public static async Task ExecuteAsync(IResult result, RequestContext context)
    {
        var httpContext = context.HttpContext;
        var inner = httpContext.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var prefixed = new StreamResponseBodyFeature(new PrefixedBody(inner, context), inner);
        httpContext.Features.Set<IHttpResponseBodyFeature>(prefixed);
        try
        {
            await result.ExecuteAsync(httpContext);
            if (prefixed.Writer.UnflushedBytes > 0)
            {
                await prefixed.Writer.FlushAsync();
            }
        }
        finally
        {
            httpContext.Features.Set(inner);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!context.Output.IsEmpty)
        {
            await inner.StartAsync(cancellationToken);
            inner.Writer.Write(context.Output.Written);
            context.Output.Clear();
        }

        await inner.Writer.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <remarks>Throws unless the server allows synchronous writes.</remarks>
    public override void Write(byte[] buffer, int offset, int count)
    {
        inner.Stream.Write(context.Output.Written);
        context.Output.Clear();
        inner.Stream.Write(buffer, offset, count);
    }

    public override void Flush() => inner.Stream.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.Stream.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
