using System.Reflection;
using Runtime.Tests.Processes.Servers;

namespace Runtime.Tests.Processes;

/// <summary>The server in tests/ProbeApp, as the test project's own build leaves it.</summary>
internal static class ProbeApp
{
    internal static string Directory { get; } = Path.Combine(
        Repository.Root,
        "tests/ProbeApp/bin",
        typeof(ProbeApp).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        "net10.0");

    internal static ServerBinary Binary { get; } = ServerBinary.Jit(Path.Combine(Directory, "ProbeApp.dll"));
}
