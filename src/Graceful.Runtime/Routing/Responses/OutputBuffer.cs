using System.Buffers;
using System.Text;

namespace Graceful.Routing;

/// <summary>The buffered text of one request, as UTF-8 in a pooled array.</summary>
internal struct OutputBuffer
{
    private const int FirstSize = 256;

    private byte[]? _bytes;
    private bool _released;

    public int Length { get; private set; }

    public readonly bool IsEmpty => Length == 0;

    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public readonly ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, Length);

    public void Write(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        Reserve(Encoding.UTF8.GetByteCount(text));
        Length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Length));
    }

    public void Write(ReadOnlySpan<byte> utf8)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(_bytes.AsSpan(Length));
        Length += utf8.Length;
    }

    public void Clear() => Length = 0;

    /// <summary>Returns the array to the pool. Later writes throw, because another request may own the array.</summary>
    public void Release()
    {
        var bytes = _bytes;
        _bytes = null;
        Length = 0;
        _released = true;
        if (bytes is not null)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Reserve(int count)
    {
        if (_released)
        {
            throw new InvalidOperationException(
                "The response has been sent. Hooks and actions can write text; the context cannot while it is disposed.");
        }

        var needed = checked(Length + count);
        if (_bytes is null || _bytes.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(FirstSize, Length * 2)));
            Written.CopyTo(larger);
            if (_bytes is not null)
            {
                ArrayPool<byte>.Shared.Return(_bytes);
            }

            _bytes = larger;
        }
    }
}
