using Graceful.Posix;
using static Tmds.Linux.LibC;

namespace Graceful.Restart;

/// <summary>
/// The process of the successor: usually the one that was started. A wrapper script that does not <c>exec</c> the server is the
/// server's parent, and may end before it. The sender of the first message (SCM_CREDENTIALS, unix(7)) is the server.
/// </summary>
internal sealed class SuccessorProcess
{
    /// <summary>The channel often ends just before the process does. The wait makes the exit status available.</summary>
    private const int ExitTimeoutMilliseconds = 1000;

    private readonly Lock _lock = new();
    private readonly ChildProcess _child;
    private readonly bool _maySendAnother;
    private int _childFd;
    private int _serverFd = -1;
    private volatile int _pid;
    private bool _isKnown;
    private bool _isClosed;

    /// <param name="child">The process that was started.</param>
    /// <param name="maySendAnother">
    /// True when senders are identified, so that the child may be a wrapper. After the end of a child that has sent no message, another
    /// process that has the channel may still send one.
    /// </param>
    internal SuccessorProcess(ChildProcess child, bool maySendAnother)
    {
        _child = child;
        _maySendAnother = maySendAnother;
        _pid = child.Pid;
        _childFd = Descriptor.OfProcess(child.Pid);
    }

    internal int Pid => _pid;

    /// <summary>
    /// Gets pidfds, readable when the process has ended; negative when there is none. On kernels without pidfds, only the end of the
    /// channel shows the end of the process.
    /// </summary>
    internal (int Child, int Server) Descriptors => (_childFd, _serverFd);

    private bool IsAnother => _pid != _child.Pid;

    /// <summary>Remembers the sender of the first message.</summary>
    /// <param name="sender">The pid; 0 when it is not known.</param>
    internal void Identify(int sender)
    {
        lock (_lock)
        {
            if (_isKnown)
            {
                return;
            }

            _isKnown = true;
            if (sender > 0 && sender != _child.Pid && sender != Environment.ProcessId)
            {
                _serverFd = Descriptor.OfProcess(sender);
                _pid = sender;
            }
        }
    }

    /// <summary>Sends a signal to the server, and to the wrapper if there is one.</summary>
    /// <returns>False when the child has ended and the process that inherited the channel from it is not known yet.</returns>
    internal bool TryKill(int signal)
    {
        lock (_lock)
        {
            _child.Kill(signal);
            if (!IsAnother)
            {
                return _isKnown || _child.TryGetExit() is null;
            }

            if (_serverFd >= 0)
            {
                Descriptor.Signal(_serverFd, signal);
            }
            else if (!_isClosed)
            {
                // A kernel without pidfds.
                ProcessId.Signal(_pid, signal);
            }

            return true;
        }
    }

    /// <summary>True when the process has ended, as far as pidfds and wait(2) show.</summary>
    internal bool HasEnded()
    {
        lock (_lock)
        {
            var childHasEnded = _child.TryGetExit() is not null;
            if (childHasEnded && _childFd >= 0)
            {
                Descriptor.Close(_childFd);
                _childFd = -1;
            }

            return IsAnother
                ? _serverFd >= 0 && PollSet.WaitForInput(_serverFd, milliseconds: 0)
                : childHasEnded && (_isKnown || !_maySendAnother);
        }
    }

    /// <returns>The exit status; <see langword="null"/> when the server lives on, or when only the wrapper received it.</returns>
    internal ExitStatus? WaitForExit()
    {
        if (_serverFd >= 0 && !PollSet.WaitForInput(_serverFd, ExitTimeoutMilliseconds))
        {
            return null;
        }

        if (IsAnother && _child.TryGetExit() is not null)
        {
            // This status is the wrapper's, not the server's.
            return null;
        }

        if (_childFd >= 0)
        {
            _ = PollSet.WaitForInput(_childFd, ExitTimeoutMilliseconds);
        }

        return _child.TryGetExit();
    }

    /// <summary>
    /// Kills the server and the wrapper, and waits within a limit until the server has ended: its listening sockets are closed then.
    /// </summary>
    internal void End()
    {
        _ = TryKill(SIGKILL);
        var fd = _serverFd >= 0 ? _serverFd : _childFd;
        if (fd >= 0)
        {
            _ = PollSet.WaitForInput(fd, ExitTimeoutMilliseconds);
        }
    }

    /// <summary>Waits without a limit until the child has ended, and reaps it.</summary>
    internal void Reap() => _ = _child.WaitForExit();

    /// <summary>Closes the pidfds. No signal is sent afterwards: the pid may be that of another process.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            CloseIfOpen(ref _childFd);
            CloseIfOpen(ref _serverFd);
        }
    }

    private static void CloseIfOpen(ref int fd)
    {
        if (fd >= 0)
        {
            Descriptor.Close(fd);
            fd = -1;
        }
    }
}
