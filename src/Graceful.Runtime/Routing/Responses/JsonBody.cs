using System.Buffers;
using System.IO.Pipelines;
using Graceful.Binding;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>
/// Keeps the JSON of a response until its end, so that it is sent with its length, in one piece. A large value is passed on to the
/// response while it is written, without a length.
/// </summary>
/// <remarks>
/// <para>
/// The serializer flushes at its end, and before that whenever it has written about 14 kB (JsonTypeInfoOfT.WriteHelpers.cs in
/// dotnet/runtime). What follows a flush shows that it was not the end.
/// </para>
/// <para>
/// Nothing is in the writer of the response before the response starts: when the serializer throws, the app's exception handler would
/// write its answer after these bytes.
/// </para>
/// </remarks>
internal sealed class JsonBody : PipeWriter
{
    private const int FirstSize = 1024;
    private const int LargestSize = 64 * 1024;
    private const int LargestSpare = 16 * 1024;

    [ThreadStatic]
    private static JsonBody? _spare;

    private HttpResponse _response = null!;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _written;
    private int _unflushed;
    private bool _isFlushed;

    /// <summary>True when the bytes go to the response at the next flush, without a length.</summary>
    private bool _isStreamed;

    /// <summary>The writer of the response, once it has started.</summary>
    private PipeWriter? _passedOn;

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc/>
    public override long UnflushedBytes => _unflushed;

    /// <summary>Returns the body of a response. It belongs to the caller until <see cref="Return"/>.</summary>
    /// <param name="response">The response.</param>
    /// <param name="isKept">False to send all bytes as they are flushed.</param>
    public static JsonBody Rent(HttpResponse response, bool isKept)
    {
        var body = _spare ?? new JsonBody();
        _spare = null;
        body._response = response;
        body._isStreamed = !isKept;

        body._passedOn = response.HasStarted ? response.BodyWriter : null;
        return body;
    }

    /// <summary>Gives the body to the next response on this thread.</summary>
    public void Return()
    {
        if (_spare is not null)
        {
            // A response on this thread has waited while another one needed a body.
            ArrayPool<byte>.Shared.Return(_bytes);
            return;
        }

        (_response, _passedOn, _written, _unflushed, _isFlushed, _isStreamed) = (null!, null, 0, 0, false, false);
        if (_bytes.Length > LargestSpare)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
        }

        _spare = this;
    }

    /// <summary>Writes what is kept to the response, with its length unless the body is streamed. The serializer has finished.</summary>
    /// <returns>True when the writer of the response must be flushed, for which this body is not needed any more.</returns>
    public async ValueTask<bool> WriteToResponseAsync()
    {
        if (_passedOn is not null)
        {
            return false;
        }

        if (_isStreamed)
        {
            await PassOnAsync(CancellationToken.None);
            return false;
        }

        BodyLength.Declare(_response, _written);
        await _response.StartAsync();
        if (EncodedBody.Has(_response))
        {
            await _response.Body.WriteAsync(_bytes.AsMemory(0, _written));
            return false;
        }

        _response.BodyWriter.Write(_bytes.AsSpan(0, _written));
        return true;
    }

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) =>
        Reserve(sizeHint) is { } response ? response.GetMemory(sizeHint) : _bytes.AsMemory(_written);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) =>
        Reserve(sizeHint) is { } response ? response.GetSpan(sizeHint) : _bytes.AsSpan(_written);

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        _unflushed += bytes;
        if (_passedOn is not null)
        {
            _passedOn.Advance(bytes);
        }
        else
        {
            _written += bytes;
        }
    }

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_passedOn is not null)
        {
            _unflushed = 0;
            return _passedOn.FlushAsync(cancellationToken);
        }

        if (_isStreamed)
        {
            return PassOnAsync(cancellationToken);
        }

        _isFlushed = true;
        return new ValueTask<FlushResult>(default(FlushResult));
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush() => _passedOn?.CancelPendingFlush();

    /// <summary>Without effect: the server completes the response.</summary>
    /// <param name="exception">Ignored.</param>
    public override void Complete(Exception? exception = null)
    {
    }

    /// <summary>Starts the response, and sends what was kept.</summary>
    private async ValueTask<FlushResult> PassOnAsync(CancellationToken cancellationToken)
    {
        await _response.StartAsync(cancellationToken);
        _passedOn = _response.BodyWriter;
        _passedOn.Write(_bytes.AsSpan(0, _written));
        (_written, _unflushed) = (0, 0);
        return await _passedOn.FlushAsync(cancellationToken);
    }

    /// <summary>Makes room for the next bytes.</summary>
    /// <returns>The writer of the response when it has started. Null when the bytes are kept.</returns>
    private PipeWriter? Reserve(int sizeHint)
    {
        if (_passedOn is not null)
        {
            return _passedOn;
        }

        var needed = _written + Math.Max(sizeHint, 1);
        _isStreamed |= _isFlushed || needed > LargestSize;
        if (needed > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(_bytes.Length * 2L, Array.MaxLength)));
            _bytes.AsSpan(0, _written).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return null;
    }
}
