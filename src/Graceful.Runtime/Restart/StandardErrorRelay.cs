using System.Diagnostics.CodeAnalysis;
using Graceful.Posix;

namespace Graceful.Restart;

/// <summary>
/// The standard error of a successor until it is ready: a pipe, of which each byte goes on to this process' own standard error as
/// it comes, while the end of it is kept for the log. What a program says before it dies is the reason that an operator looks for.
/// </summary>
/// <remarks>
/// A program that the successor has started before it was ready keeps the pipe: its output is relayed as long as this process
/// lives, and it gets EPIPE (SIGPIPE) afterwards.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The thread that uses the descriptors closes them when it ends.")]
internal sealed unsafe class StandardErrorRelay
{
    private const int StandardError = 2;

    /// <summary>As much as a pipe holds (pipe(7)): beyond that, somebody goes on writing, and there is no "all of it".</summary>
    private const int PipeCapacity = 65536;

    /// <summary>What the reader of this process' standard error may keep a restart waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly OutputTail _tail = new();
    private readonly ManualResetEventSlim _hasCaughtUp = new();
    private readonly int _pipe;
    private readonly WakeUp _wakeUp;

    // Under the lock: whoever reads puts what it has read here, and the relay's thread alone writes it.
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _unwritten = new();
    private readonly byte[] _room = new byte[PipeCapacity];
    private bool _hasEnded;
    private bool _isOver;

    private StandardErrorRelay(int pipe, int successorsEnd, int original, WakeUp wakeUp)
    {
        _pipe = pipe;
        _wakeUp = wakeUp;
        SuccessorEnd = successorsEnd;
        Original = original;
    }

    /// <summary>What the successor gets as descriptor 2.</summary>
    internal int SuccessorEnd { get; }

    /// <summary>This process' standard error under another number, which the successor takes back when it is ready.</summary>
    internal int Original { get; }

    /// <summary>
    /// The end of what the successor has said so far, on one line. Read here rather than waited for: the relay's thread may be held by
    /// the reader of this process' standard error.
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

    /// <returns><see langword="null"/> when descriptors or threads are short: a restart does without.</returns>
    internal static StandardErrorRelay? TryCreate()
    {
        var pipe = stackalloc int[2];
        var (original, reads, writes) = (-1, -1, -1);
        WakeUp? wakeUp = null;
        try
        {
            // First of all: where 2 is closed, the pipe would come to stand in its place.
            original = PosixException.Check(Libc.fcntl(StandardError, Libc.F_DUPFD_CLOEXEC, StandardError + 1), "fcntl(F_DUPFD_CLOEXEC)");
            PosixException.Check(Libc.pipe2(pipe, Libc.O_CLOEXEC), "pipe2");
            (reads, writes) = (pipe[0], pipe[1]);
            Descriptor.SetNonBlocking(reads);
            wakeUp = new WakeUp();
            var relay = new StandardErrorRelay(reads, writes, original, wakeUp);
            new Thread(relay.Run) { Name = "graceful-stderr", IsBackground = true }.Start();
            return relay;
        }
        catch (Exception shortage) when (shortage is PosixException or OutOfMemoryException)
        {
            // Thread.Start throws OutOfMemoryException where pthread_create(3) says EAGAIN.
            wakeUp?.Dispose();
            foreach (var fd in (ReadOnlySpan<int>)[original, reads, writes])
            {
                if (fd >= 0)
                {
                    Descriptor.Close(fd);
                }
            }

            return null;
        }
    }

    /// <summary>The successor has its copies, or there is none: without this, the pipe would never end.</summary>
    internal void LetGo()
    {
        Descriptor.Close(SuccessorEnd);
        Descriptor.Close(Original);
    }

    /// <summary>
    /// Returns when all that is in the pipe now has been passed on: this process may soon be gone, and what it has not passed on
    /// with it.
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

        _ = _hasCaughtUp.Wait(Patience);
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
                PassOn(bytes);
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

    /// <summary>Reads what is in the pipe, and does not wait for more.</summary>
    /// <returns>Whether nobody holds the other end any more.</returns>
    private bool Read()
    {
        lock (_lock)
        {
            for (var taken = 0; taken < PipeCapacity && !_hasEnded && !_isOver;)
            {
                int length;
                fixed (byte* bytes = _room)
                {
                    length = (int)Libc.read(_pipe, bytes, PipeCapacity);
                }

                if (length > 0)
                {
                    taken += length;
                    _tail.Add(_room.AsSpan(0, length));
                    _unwritten.Enqueue(_room[..length]);
                }
                else if (length == 0 || Descriptor.LastError is not (Errno.EINTR or Errno.EAGAIN))
                {
                    _hasEnded = true;
                }
                else if (Descriptor.LastError == Errno.EAGAIN)
                {
                    break;
                }
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

    private static void PassOn(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int written;
            fixed (byte* start = bytes)
            {
                written = (int)Libc.write(StandardError, start, (nuint)bytes.Length);
            }

            if (written >= 0)
            {
                bytes = bytes[written..];
            }
            else if (Descriptor.LastError == Errno.EAGAIN)
            {
                PollSet.WaitForRoom(StandardError);
            }
            else if (Descriptor.LastError != Errno.EINTR)
            {
                // Its reader is gone or its disk is full: lost, as it would be for a process that writes there itself.
                return;
            }
        }
    }
}
