using System.Reflection;

namespace Instruments.Servers;

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

    /// <summary>Copies a build to a folder, as a deployment of several files.</summary>
    /// <param name="build">The folder of the build.</param>
    /// <param name="folder">The new folder.</param>
    internal static void Deploy(string build, string folder)
    {
        foreach (string file in Directory.EnumerateFiles(build, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(build, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
