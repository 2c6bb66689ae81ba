using System.Reflection;

namespace Generator.Tests.Harness;

/// <summary>The folder of the sources, from the build: the compiler's paths are not real ones in a deterministic build.</summary>
internal static class Project
{
    public static readonly string Folder = typeof(Project).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!;

    public static readonly string Root = Path.GetFullPath(Path.Combine(Folder, "..", ".."));
}
