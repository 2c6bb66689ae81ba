using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Graceful.Transport;

/// <summary>Blocks of one page on the pinned heap: the kernel reads and writes them where they lie, and none is pinned per call.</summary>
internal sealed class PinnedBlockPool : MemoryPool<byte>
{
    internal const int BlockSize = 4096;

    private readonly ConcurrentQueue<Block> _free = new();

    public override int MaxBufferSize => BlockSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        return _free.TryDequeue(out var block) ? block : new Block(this);
    }

    protected override void Dispose(bool disposing)
    {
        // The blocks are ordinary arrays: rented ones return to a queue that is no longer read, and the collector frees all of them.
    }

    private sealed class Block(PinnedBlockPool pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } =
            MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true), 0, BlockSize);

        public void Dispose() => pool._free.Enqueue(this);
    }
}
