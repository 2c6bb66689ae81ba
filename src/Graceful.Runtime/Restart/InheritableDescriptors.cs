using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Graceful.Posix;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Graceful.Restart;

/// <summary>The application's handles and state that each successor inherits by name.</summary>
internal sealed class InheritableDescriptors
{
    internal const int MaxNames = 64;
    internal const int MaxNameLength = 128;
    internal const int MaxStateLength = 64 * 1024 * 1024;

    /// <summary>The time for all state functions together: the restart waits for them.</summary>
    private static readonly TimeSpan StateTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SafeHandle> _handles = [];
    private readonly Dictionary<string, Func<ReadOnlyMemory<byte>>> _states = [];

    internal void Add(string name, SafeHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        if (handle.IsInvalid || handle.IsClosed)
        {
            throw new ArgumentException($"The handle '{name}' is closed. Register an open handle.", nameof(handle));
        }

        lock (_lock)
        {
            Check(name, _handles.ContainsKey(name), _handles.Count);
            _handles.Add(name, handle);
        }
    }

    internal void Add(string name, Func<ReadOnlyMemory<byte>> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        lock (_lock)
        {
            Check(name, _states.ContainsKey(name), _states.Count);
            _states.Add(name, state);
        }
    }

    /// <summary>
    /// Returns the items for the successor that is about to be started. Items that cannot be passed are logged and left out.
    /// </summary>
    internal InheritableSnapshot Prepare(ILogger log)
    {
        var inheritable = new InheritableSnapshot();
        try
        {
            Fill(inheritable, log);
            return inheritable;
        }
        catch
        {
            inheritable.Dispose();
            throw;
        }
    }

    private void Fill(InheritableSnapshot inheritable, ILogger log)
    {
        foreach (var (name, handle) in Snapshot(_handles))
        {
            if (!inheritable.TryAdd(name, handle))
            {
                log.HandleNotPassed(name);
            }
        }

        foreach (var (name, state) in ReadStates(log))
        {
            try
            {
                if (state.Length > MaxStateLength)
                {
                    log.StateTooLarge(name, state.Length, MaxStateLength);
                    continue;
                }

                inheritable.Add(name, state.Span);
            }
            catch (IOException reason)
            {
                log.StateNotPassed(name, reason);
            }
        }
    }

    /// <summary>Calls the state functions on a thread of their own: they may block, and the thread pool may be stuck.</summary>
    private Dictionary<string, ReadOnlyMemory<byte>> ReadStates(ILogger log)
    {
        var states = Snapshot(_states);
        if (states.Length == 0)
        {
            return [];
        }

        var read = new ConcurrentDictionary<string, ReadOnlyMemory<byte>>();
        var failed = new ConcurrentDictionary<string, bool>();
        var thread = new Thread(() =>
        {
            foreach (var (name, state) in states)
            {
                try
                {
                    read[name] = state();
                }
                catch (Exception reason)
                {
                    failed[name] = true;
                    log.StateNotPassed(name, reason);
                }
            }
        })
        {
            Name = "graceful-state",
            IsBackground = true,
        };
        try
        {
            thread.Start();
        }
        catch (OutOfMemoryException reason)
        {
            // pthread_create(3) has failed with EAGAIN (RLIMIT_NPROC, pids.max).
            Array.ForEach(states, state => log.StateNotPassed(state.Key, reason));
            return [];
        }

        _ = thread.Join(StateTimeout);

        // A copy: the thread may go on, and a state that it adds later must not be passed on after it was reported as missing.
        Dictionary<string, ReadOnlyMemory<byte>> inTime = new(read);
        foreach (var name in states.Select(state => state.Key).Where(name => !inTime.ContainsKey(name) && !failed.ContainsKey(name)))
        {
            log.StateTooLate(name, StateTimeout);
        }

        return inTime;
    }

    private KeyValuePair<string, T>[] Snapshot<T>(Dictionary<string, T> items)
    {
        lock (_lock)
        {
            return [.. items];
        }
    }

    private static void Check(string name, bool isTaken, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaxNameLength || name.Any(char.IsControl))
        {
            throw new ArgumentException(
                $"The name '{name}' is not valid. Use at most {MaxNameLength} characters and no control characters.", nameof(name));
        }

        if (isTaken)
        {
            throw new ArgumentException($"The name '{name}' is registered already. Choose another name.", nameof(name));
        }

        if (count == MaxNames)
        {
            throw new ArgumentException($"The name '{name}' exceeds the limit: at most {MaxNames} items can be registered.", nameof(name));
        }
    }
}

/// <summary>The inheritable descriptors of one restart, kept open until the successor has been started.</summary>
internal sealed class InheritableSnapshot : IDisposable
{
    private readonly List<(string Name, SafeHandle Handle, int Fd)> _handles = [];
    private readonly List<(string Name, SafeFileHandle Memory)> _states = [];

    internal IEnumerable<int> Descriptors => [.. _handles.Select(handle => handle.Fd), .. _states.Select(state => FdOf(state.Memory))];

    internal IEnumerable<byte[]> Variables => HandoverEnvironment.Describe(
        _handles.Select(handle => (handle.Name, handle.Fd)),
        _states.Select(state => (state.Name, FdOf(state.Memory))));

    /// <returns>False when the handle has been closed.</returns>
    internal bool TryAdd(string name, SafeHandle handle)
    {
        var isHeld = false;
        try
        {
            handle.DangerousAddRef(ref isHeld);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        var fd = (int)handle.DangerousGetHandle();
        if (!Descriptor.IsOpen(fd))
        {
            handle.DangerousRelease();
            return false;
        }

        _handles.Add((name, handle, fd));
        return true;
    }

    /// <exception cref="IOException">No memory or no descriptor is free.</exception>
    internal void Add(string name, ReadOnlySpan<byte> state)
    {
        var fd = Descriptor.CreateMemory("graceful-state");
        var memory = new SafeFileHandle(fd, ownsHandle: true);
        try
        {
            Descriptor.WriteFile(fd, state);
        }
        catch
        {
            memory.Dispose();
            throw;
        }

        _states.Add((name, memory));
    }

    public void Dispose()
    {
        _handles.ForEach(handle => handle.Handle.DangerousRelease());
        _states.ForEach(state => state.Memory.Dispose());
    }

    private static int FdOf(SafeFileHandle memory) => (int)memory.DangerousGetHandle();
}
