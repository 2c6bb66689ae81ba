using System.Reflection;
using Runtime.Tests.Processes.Servers;

namespace Runtime.Tests.Processes;

/// <summary>The demo as an ordinary build leaves it, to be run by <c>dotnet AotDemo.dll</c>. The test project's own build makes it.</summary>
internal static class JitDemo
{
    internal static ServerBinary Binary { get; } = ServerBinary.Jit(Path.Combine(
        Repository.Root,
        "samples/AotDemo/bin",
        typeof(JitDemo).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        "net10.0/AotDemo.dll"));
}
