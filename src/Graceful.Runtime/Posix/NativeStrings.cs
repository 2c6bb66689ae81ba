using System.Runtime.InteropServices;

namespace Graceful.Posix;

/// <summary>Zero-terminated strings and vectors of them outside the managed heap, freed together.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly List<nint> _allocated = [];

    internal byte* Add(ReadOnlySpan<byte> text)
    {
        var copy = (byte*)Allocate((nuint)text.Length + 1);
        text.CopyTo(new Span<byte>(copy, text.Length));
        copy[text.Length] = 0;
        return copy;
    }

    internal byte** AddVector(IReadOnlyList<byte[]> texts)
    {
        var vector = (byte**)Allocate((nuint)(texts.Count + 1) * (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Count; i++)
        {
            vector[i] = Add(texts[i]);
        }

        vector[texts.Count] = null;
        return vector;
    }

    public void Dispose()
    {
        foreach (var block in _allocated)
        {
            NativeMemory.Free((void*)block);
        }
    }

    private void* Allocate(nuint size)
    {
        var block = NativeMemory.Alloc(size);
        _allocated.Add((nint)block);
        return block;
    }
}
