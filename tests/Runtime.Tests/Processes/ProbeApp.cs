using Instruments.Servers;

namespace Runtime.Tests.Processes;

/// <summary>The server in tests/ProbeApp, which changes its own process as applications do.</summary>
internal static class ProbeApp
{
    internal static string Directory { get; } = JitBuild.FolderOf("tests/ProbeApp");

    internal static ServerBinary Binary { get; } = ServerBinary.Jit(Path.Combine(Directory, "ProbeApp.dll"));
}
