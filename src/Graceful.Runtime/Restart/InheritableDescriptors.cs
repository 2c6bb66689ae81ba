using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Graceful.Posix;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Graceful.Restart;

/// <summary>What the application leaves to its successor by name: handles of its own, and state as bytes.</summary>
internal sealed class InheritableDescriptors
{
    internal const int MaxNames = 64;
    internal const int MaxNameLength = 128;
    internal const int MaxStateLength = 64 * 1024 * 1024;

    /// <summary>What all of an application's state may take to be made: the restart waits for it.</summary>
    private static readonly TimeSpan StateTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, SafeHandle> _handles = [];
    private readonly Dictionary<string, Func<ReadOnlyMemory<byte>>> _states = [];

    internal void Add(string name, SafeHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        if (handle.IsInvalid || handle.IsClosed)
        {
            throw new ArgumentException($"The handle '{name}' is closed: there is nothing that a successor could inherit.", nameof(handle));
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

    /// <summary>Everything for one successor that is about to be started. What cannot be passed is left out, with a line in the log.</summary>
    internal InheritableSnapshot Prepare(ILogger log)
    {
        var inheritable = new InheritableSnapshot();
        foreach (var (name, handle) in Snapshot(_handles))
        {
            if (!inheritable.TryAdd(name, handle))
            {
                log.HandleNotPassed(name);
            }
        }

        foreach (var (name, state) in MakeStates(log))
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

        return inheritable;
    }

    /// <summary>On a thread of its own, since the application's code may block and the thread pool may be stuck.</summary>
    private ConcurrentDictionary<string, ReadOnlyMemory<byte>> MakeStates(ILogger log)
    {
        var made = new ConcurrentDictionary<string, ReadOnlyMemory<byte>>();
        var states = Snapshot(_states);
        if (states.Length == 0)
        {
            return made;
        }

        var failed = new ConcurrentDictionary<string, bool>();
        var thread = new Thread(() =>
        {
            foreach (var (name, state) in states)
            {
                try
                {
                    made[name] = state();
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
        thread.Start();
        if (!thread.Join(StateTimeout))
        {
            foreach (var name in states.Select(state => state.Key).Where(name => !made.ContainsKey(name) && !failed.ContainsKey(name)))
            {
                log.StateTooLate(name, StateTimeout);
            }
        }

        return made;
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
            throw new ArgumentException($"The name '{name}' is not usable: at most {MaxNameLength} characters, and no control characters.", nameof(name));
        }

        if (isTaken)
        {
            throw new ArgumentException($"'{name}' is passed on already; choose another name.", nameof(name));
        }

        if (count == MaxNames)
        {
            throw new ArgumentException($"'{name}' is one too many: at most {MaxNames} can be passed on.", nameof(name));
        }
    }
}

/// <summary>Descriptors that are kept open until a successor has been started with them.</summary>
internal sealed class InheritableSnapshot : IDisposable
{
    private readonly List<(string Name, SafeHandle Handle, int Fd)> _handles = [];
    private readonly List<(string Name, SafeFileHandle Memory)> _states = [];

    internal IEnumerable<int> Descriptors => [.. _handles.Select(handle => handle.Fd), .. _states.Select(state => FdOf(state.Memory))];

    internal IEnumerable<byte[]> Variables => HandoverEnvironment.Describe(
        _handles.Select(handle => (handle.Name, handle.Fd)),
        _states.Select(state => (state.Name, FdOf(state.Memory))));

    /// <returns>False when it has been closed meanwhile.</returns>
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

    /// <exception cref="IOException">No memory, or no descriptor, is left.</exception>
    internal void Add(string name, ReadOnlySpan<byte> state)
    {
        var fd = PosixException.Check(Libc.memfd_create("graceful-state", Libc.MFD_CLOEXEC), "memfd_create");
        var memory = new SafeFileHandle(fd, ownsHandle: true);
        try
        {
            RandomAccess.Write(memory, state, fileOffset: 0);
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
