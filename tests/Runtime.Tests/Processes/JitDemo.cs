using Instruments.Servers;

namespace Runtime.Tests.Processes;

/// <summary>The demo from an ordinary build, run by <c>dotnet AotDemo.dll</c>.</summary>
internal static class JitDemo
{
    internal static ServerBinary Binary { get; } = ServerBinary.Jit(Path.Combine(JitBuild.FolderOf("samples/AotDemo"), "AotDemo.dll"));
}
