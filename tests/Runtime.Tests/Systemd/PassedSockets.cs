using System.Globalization;
using Graceful.Posix;
using Instruments.Servers;
using Tmds.Linux;

namespace Runtime.Tests.Systemd;

/// <summary>
/// Starts a server as systemd does with sockets: descriptors from 3 on, and LISTEN_PID is the server's own pid.
/// </summary>
internal static class PassedSockets
{
    /// <param name="binary">The server.</param>
    /// <param name="sockets">
    /// They become inheritable, because other programs start the server. Tests that start processes run alone.
    /// </param>
    internal static ServerBinary To(ServerBinary binary, params (int Fd, string Name)[] sockets)
    {
        // exec without a command redirects for the commands that follow. The shell's pid stays that of the server.
        var script = new List<string>();
        for (int i = 0; i < sockets.Length; i++)
        {
            _ = PosixException.Check(LibC.fcntl(sockets[i].Fd, LibC.F_SETFD, 0), "fcntl(F_SETFD)");
            script.Add(string.Create(CultureInfo.InvariantCulture, $"exec {i + 3}<&{sockets[i].Fd}"));
        }

        script.Add($"LISTEN_PID=$$ LISTEN_FDS={sockets.Length} " +
            $"LISTEN_FDNAMES={string.Join(':', sockets.Select(socket => socket.Name))} exec \"$@\"");
        return new ServerBinary("bash", ["-c", string.Join('\n', script), "bash", binary.Program, .. binary.LeadingArguments]);
    }
}
