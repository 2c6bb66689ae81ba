using System.Diagnostics.CodeAnalysis;
using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Restart;

/// <summary>
/// Relays the standard error of a successor until it is ready: a pipe whose bytes are written to the standard error of this process,
/// and whose last bytes are kept for the log. The output of a program that fails to start usually has the reason.
/// </summary>
/// <remarks>
/// A program that the successor starts before it is ready keeps the pipe. Its output is relayed until this process exits. Afterwards
/// its writes fail with EPIPE (SIGPIPE).
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The thread that uses the descriptors closes them when it ends.")]
internal sealed class StandardErrorRelay
{
    private const int StandardError = 2;

    /// <summary>The capacity of a pipe (pipe(7)). After that many bytes the writer is still writing, and reading has no end.</summary>
    private const int PipeCapacity = 65536;

    /// <summary>The time by which a slow reader of this process' standard error may delay a restart.</summary>
    private static readonly TimeSpan CatchUpTimeout = TimeSpan.FromMilliseconds(500);

    private readonly OutputTail _tail = new();
    private readonly ManualResetEventSlim _hasCaughtUp = new();
    private readonly int _pipe;
    private readonly WakeUp _wakeUp;

    // Under the lock: any thread that reads appends here, and the relay's thread alone writes.
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _unwritten = new();
    private readonly byte[] _buffer = new byte[PipeCapacity];
    private bool _hasEnded;
    private bool _isOver;

    private StandardErrorRelay(int pipe, int successorsEnd, int original, WakeUp wakeUp)
    {
        _pipe = pipe;
        _wakeUp = wakeUp;
        SuccessorEnd = successorsEnd;
        Original = original;
    }

    /// <summary>Gets the descriptor that the successor receives as descriptor 2.</summary>
    internal int SuccessorEnd { get; }

    /// <summary>Gets a duplicate of this process' standard error, which the successor restores when it is ready.</summary>
    internal int Original { get; }

    /// <summary>
    /// Gets the end of the successor's output so far, on one line. The calling thread reads the pipe itself: the relay's thread may be
    /// blocked by the reader of this process' standard error.
    /// </summary>
    internal string Tail
    {
        get
        {
            lock (_lock)
            {
                _ = Read();
                if (!_isOver)
                {
                    _wakeUp.Set();
                }
            }

            return _tail.ToString();
        }
    }

    /// <returns><see langword="null"/> when no descriptor or thread is free: the restart goes on without a relay.</returns>
    internal static StandardErrorRelay? TryCreate()
    {
        var (original, readEnd, writeEnd) = (-1, -1, -1);
        WakeUp? wakeUp = null;
        try
        {
            // Before the pipe, which would become descriptor 2 where that is closed.
            original = PosixException.Check(
                Descriptor.Duplicate(StandardError, lowest: StandardError + 1), "fcntl(F_DUPFD_CLOEXEC)");
            (readEnd, writeEnd) = Descriptor.CreatePipe();
            Descriptor.SetNonBlocking(readEnd);
            wakeUp = new WakeUp();
            var relay = new StandardErrorRelay(readEnd, writeEnd, original, wakeUp);
            new Thread(relay.Run) { Name = "graceful-stderr", IsBackground = true }.Start();
            return relay;
        }
        catch (Exception shortage) when (shortage is PosixException or OutOfMemoryException)
        {
            // Thread.Start throws OutOfMemoryException for EAGAIN of pthread_create(3).
            wakeUp?.Dispose();
            foreach (var fd in (ReadOnlySpan<int>)[original, readEnd, writeEnd])
            {
                Descriptor.CloseIfOpen(fd);
            }

            return null;
        }
    }

    /// <summary>Closes the successor's descriptors in this process, so that the pipe ends with the successor.</summary>
    internal void CloseSuccessorDescriptors()
    {
        Descriptor.Close(SuccessorEnd);
        Descriptor.Close(Original);
    }

    /// <summary>
    /// Returns when the present content of the pipe has been written, within a limit. This process may exit soon, and unwritten output
    /// would be lost.
    /// </summary>
    internal void CatchUp()
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return;
            }

            _hasCaughtUp.Reset();
            _wakeUp.Set();
        }

        _ = _hasCaughtUp.Wait(CatchUpTimeout);
    }

    private void Run()
    {
        var waiting = new PollSet(_pipe, _wakeUp.Fd);
        bool hasEnded;
        do
        {
            waiting.Wait();
            var isRequested = waiting.IsReady(1);
            if (isRequested)
            {
                _wakeUp.Reset();
            }

            hasEnded = Read();
            while (TryTakeUnwritten() is { } bytes)
            {
                WriteToStandardError(bytes);
            }

            if (isRequested)
            {
                _hasCaughtUp.Set();
            }
        }
        while (!hasEnded);

        lock (_lock)
        {
            _isOver = true;
            _wakeUp.Dispose();
            Descriptor.Close(_pipe);
        }

        _hasCaughtUp.Set();
    }

    /// <summary>Reads the present content of the pipe.</summary>
    /// <returns>True when every write end is closed.</returns>
    private bool Read()
    {
        lock (_lock)
        {
            for (var taken = 0; taken < PipeCapacity && !_hasEnded && !_isOver;)
            {
                var length = Descriptor.Read(_pipe, _buffer);
                if (length == -EAGAIN)
                {
                    break;
                }

                if (length <= 0)
                {
                    _hasEnded = true;
                    break;
                }

                taken += length;
                _tail.Add(_buffer.AsSpan(0, length));
                _unwritten.Enqueue(_buffer[..length]);
            }

            return _hasEnded;
        }
    }

    private byte[]? TryTakeUnwritten()
    {
        lock (_lock)
        {
            return _unwritten.TryDequeue(out var bytes) ? bytes : null;
        }
    }

    private static void WriteToStandardError(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var written = Descriptor.Write(StandardError, bytes);
            if (written >= 0)
            {
                bytes = bytes[written..];
            }
            else if (written == -EAGAIN)
            {
                PollSet.WaitForRoom(StandardError);
            }
            else
            {
                // The reader is gone or the disk is full. A direct write would be lost as well.
                return;
            }
        }
    }
}
