using Graceful.Posix;

namespace Graceful.Supervision;

// The master lives as long as the service, and mostly waits.
internal sealed partial class MasterProcess
{
    private bool _hasReleasedMemory;

    /// <summary>
    /// Releases the memory that a start, a restart or a crash needed, when a single worker is left and serves. Not before: the worker that
    /// starts needs the processors.
    /// </summary>
    private void ReleaseMemoryOnceSettled()
    {
        var isSettled = _master.IsSettled && _check is null;
        if (isSettled && !_hasReleasedMemory)
        {
            // The list of mappings is garbage, so the collection comes after it.
            ProgramPages.DropUnmodified();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        _hasReleasedMemory = isSettled;
    }
}
