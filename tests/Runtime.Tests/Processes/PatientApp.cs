using Instruments.Servers;

namespace Runtime.Tests.Processes;

/// <summary>The server in tests/PatientApp, with long requests.</summary>
internal static class PatientApp
{
    internal static ServerBinary Binary { get; } = ServerBinary.Jit(Path.Combine(JitBuild.FolderOf("tests/PatientApp"), "PatientApp.dll"));
}
