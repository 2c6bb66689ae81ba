using System.Reflection;

namespace Graceful.Generators.Diagnostics;

/// <summary>The addresses of the help pages, in the repository that the build property RepositoryUrl names.</summary>
internal static class HelpPages
{
    private static readonly string Folder = RepositoryUrl() + "/blob/main/docs/diagnostics/";

    public static string UrlOf(string id) => $"{Folder}{id}.md";

    /// <summary>The SDK writes the property into the assembly.</summary>
    private static string RepositoryUrl()
    {
        var url = typeof(HelpPages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "RepositoryUrl").Value!;
        return url.EndsWith(".git", StringComparison.Ordinal) ? url.Substring(0, url.Length - ".git".Length) : url.TrimEnd('/');
    }
}
