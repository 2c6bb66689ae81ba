using System.Diagnostics.CodeAnalysis;
using Graceful.Posix;
using Graceful.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Graceful.Restart;

/// <summary>The inherited descriptors that the application has not taken yet: from a predecessor or a service manager.</summary>
internal sealed class UnclaimedDescriptors
{
    private readonly Lock _lock = new();
    private readonly List<(string Name, int Fd)> _handles = [];
    private readonly List<(string Name, int Fd)> _states = [];

    internal void Add(HandoverEnvironment handover)
    {
        lock (_lock)
        {
            _handles.AddRange(handover.Handles.Select(handle => (handle.Key, handle.Value)));
            _states.AddRange(handover.States.Select(state => (state.Key, state.Value)));

            // Endpoints claim listening sockets by address.
            _handles.AddRange(handover.Passed
                .Where(passed => !ListeningSocket.IsListening(passed.Fd))
                .Select(passed => (passed.Name, passed.Fd)));
        }
    }

    internal bool TryTake(string name, [NotNullWhen(true)] out SafeFileHandle? handle)
    {
        handle = TryTake(_handles, name) is { } fd ? new SafeFileHandle(fd, ownsHandle: true) : null;
        return handle is not null;
    }

    internal bool TryTakeState(string name, [NotNullWhen(true)] out byte[]? state)
    {
        state = null;
        if (TryTake(_states, name) is not { } fd)
        {
            return false;
        }

        using var memory = new SafeFileHandle(fd, ownsHandle: true);
        state = new byte[RandomAccess.GetLength(memory)];
        for (var read = 0; read < state.Length;)
        {
            var length = RandomAccess.Read(memory, state.AsSpan(read), read);
            if (length == 0)
            {
                // The predecessor, or another process that has the descriptor, has truncated it.
                state = state[..read];
                break;
            }

            read += length;
        }

        return true;
    }

    /// <summary>Closes the descriptors that the application has not taken.</summary>
    internal void CloseUnclaimed(ILogger log)
    {
        lock (_lock)
        {
            Close(_handles, log, "handle");
            Close(_states, log, "state");
        }
    }

    private int? TryTake(List<(string Name, int Fd)> items, string name)
    {
        lock (_lock)
        {
            var index = items.FindIndex(item => item.Name == name);
            if (index < 0)
            {
                return null;
            }

            var fd = items[index].Fd;
            items.RemoveAt(index);
            return fd;
        }
    }

    private static void Close(List<(string Name, int Fd)> items, ILogger log, string kind)
    {
        foreach (var (name, fd) in items)
        {
            log.InheritedItemUnused(kind, name, fd);
            Descriptor.Close(fd);
        }

        items.Clear();
    }
}
