using Graceful.Posix;

namespace Graceful.Restart;

/// <summary>
/// Which process the successor is. The one that was started, as a rule; but a wrapper script that does not <c>exec</c> the server is
/// its parent, and may end or be killed while the server lives on. So the kernel is asked who has sent a message
/// (SCM_CREDENTIALS, unix(7)), and from then on that process is meant.
/// </summary>
internal sealed class SuccessorProcess
{
    /// <summary>The channel's end often comes just before the process' own; its status is worth the moment.</summary>
    private const int PatienceMilliseconds = 1000;

    private readonly Lock _lock = new();
    private readonly ChildProcess _child;
    private readonly bool _maySendAnother;
    private int _childFd;
    private int _serverFd = -1;
    private volatile int _pid;
    private bool _isKnown;

    /// <param name="child">The process that was started.</param>
    /// <param name="maySendAnother">
    /// Senders are identified: the child may be a wrapper. Where it has ended and nobody has spoken yet, somebody who holds the channel
    /// may still be about to.
    /// </param>
    internal SuccessorProcess(ChildProcess child, bool maySendAnother)
    {
        _child = child;
        _maySendAnother = maySendAnother;
        _pid = child.Pid;
        _childFd = Descriptor.OfProcess(child.Pid);
    }

    internal int Pid => _pid;

    /// <summary>Readable when something has ended; negative where there is nothing to wait for. On kernels without pidfds the channel's end tells alone.</summary>
    internal (int Child, int Server) Descriptors => (_childFd, _serverFd);

    private bool IsAnother => _pid != _child.Pid;

    /// <summary>A message has come.</summary>
    /// <param name="sender">From this process; 0 where that is not known.</param>
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
    /// <returns>False when there is nobody: the child has ended, and whoever it has left the channel to is not known yet.</returns>
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
            else
            {
                _ = Libc.kill(_pid, signal);
            }

            return true;
        }
    }

    /// <summary>Whether it has gone, as far as that can be told without the channel.</summary>
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

    /// <returns>How it ended; <see langword="null"/> when it lives on, or when only its own parent was told.</returns>
    internal ExitStatus? WaitForExit()
    {
        if (IsAnother && _child.TryGetExit() is not null)
        {
            // That of the wrapper, which says nothing of the server.
            return null;
        }

        if (_childFd >= 0)
        {
            _ = PollSet.WaitForInput(_childFd, PatienceMilliseconds);
        }

        return _child.TryGetExit();
    }

    /// <summary>Reaps the child, however long it takes: nobody else would.</summary>
    internal void Reap() => _ = _child.WaitForExit();

    internal void Close()
    {
        lock (_lock)
        {
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
