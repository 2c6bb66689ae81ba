using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The terminal of the process' session (credentials(7)).</summary>
internal static unsafe class ControllingTerminal
{
    /// <summary>
    /// True when the kernel sends SIGHUP to the foreground process group as soon as this process exits: it leads the session, or the leader
    /// is a program such as <c>dotnet run</c> or a script, which waits for this process and exits with it.
    /// </summary>
    /// <remarks>A shell with job control starts its jobs in process groups of their own, and stays.</remarks>
    internal static bool HangsUpAfterThisProcess
    {
        get
        {
            if ((int)getpgrp() != (int)getsid(0))
            {
                return false;
            }

            // Opens the controlling terminal, and fails when there is none (tty(4)).
            fixed (byte* path = "/dev/tty\0"u8)
            {
                var fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
                if (fd < 0)
                {
                    return false;
                }

                Descriptor.Close(fd);
                return true;
            }
        }
    }
}
