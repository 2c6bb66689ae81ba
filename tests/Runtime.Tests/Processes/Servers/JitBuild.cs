using System.Reflection;

namespace Runtime.Tests.Processes.Servers;

/// <summary>The build output of a server, in the configuration of the tests.</summary>
internal static class JitBuild
{
    /// <param name="project">The project's folder, relative to the repository's root.</param>
    internal static string FolderOf(string project) => Path.Combine(
        Repository.Root,
        project,
        "bin",
        typeof(JitBuild).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        "net10.0");
}
