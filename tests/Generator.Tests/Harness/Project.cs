using Instruments.Servers;

namespace Generator.Tests.Harness;

/// <summary>The folder of the sources. The tests may run from a copy of the repository, so that the path is found at run time.</summary>
internal static class Project
{
    public static readonly string Root = Repository.Root;

    public static readonly string Folder = Path.Combine(Root, "tests", "Generator.Tests");
}
