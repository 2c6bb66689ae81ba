using System.Globalization;
using Graceful.Posix;
using Runtime.Tests.Processes.Servers;
using Tmds.Linux;

namespace Runtime.Tests.Systemd;

/// <summary>
/// A server that is started as systemd starts one with sockets: descriptors from 3 on, and LISTEN_PID is the server's own pid.
/// </summary>
internal static class PassedSockets
{
    /// <param name="binary">The server.</param>
    /// <param name="sockets">
    /// They are made inheritable, since the server is started by way of others; the tests that start processes run alone.
    /// </param>
    internal static ServerBinary To(ServerBinary binary, params (int Fd, string Name)[] sockets)
    {
        // exec alone redirects for what follows; only the shell can say its own pid, which stays that of the server.
        var script = new List<string>();
        for (int i = 0; i < sockets.Length; i++)
        {
            _ = PosixException.Check(LibC.fcntl(sockets[i].Fd, LibC.F_SETFD, 0), "fcntl(F_SETFD)");
            script.Add(string.Create(CultureInfo.InvariantCulture, $"exec {i + 3}<&{sockets[i].Fd}"));
        }

        script.Add($"LISTEN_PID=$$ LISTEN_FDS={sockets.Length} LISTEN_FDNAMES={string.Join(':', sockets.Select(socket => socket.Name))} exec \"$@\"");
        return new ServerBinary("bash", ["-c", string.Join('\n', script), "bash", binary.Program, .. binary.LeadingArguments]);
    }
}
