using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>Integer options of sockets (socket(7), tcp(7)).</summary>
internal static unsafe class SocketOption
{
    /// <summary>Returns an option of level SOL_SOCKET; <see langword="null"/> when the descriptor has none.</summary>
    internal static int? TryGet(int fd, int option)
    {
        int value;
        socklen_t length = sizeof(int);
        return getsockopt(fd, SOL_SOCKET, option, &value, &length) == 0 ? value : null;
    }

    /// <summary>Sets an option to 1 and returns the result of setsockopt(2).</summary>
    internal static int TurnOn(int fd, int level, int option) => Set(fd, level, option, 1);

    /// <summary>Sets an option and returns the result of setsockopt(2).</summary>
    internal static int Set(int fd, int level, int option, int value) => setsockopt(fd, level, option, &value, sizeof(int));
}
