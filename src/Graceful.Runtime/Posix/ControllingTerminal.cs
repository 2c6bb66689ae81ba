using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The terminal of the process' session (credentials(7)).</summary>
internal static unsafe class ControllingTerminal
{
    /// <summary>True when the kernel sends SIGHUP to the foreground process group as soon as this process exits.</summary>
    internal static bool IsLedByThisProcess
    {
        get
        {
            if ((int)getsid(0) != Environment.ProcessId)
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
