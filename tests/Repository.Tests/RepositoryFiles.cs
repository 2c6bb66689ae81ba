using Instruments.Servers;

namespace RepositoryTests;

/// <summary>The files of the repository, without build output.</summary>
internal static class RepositoryFiles
{
    /// <summary>Returns the files below the folders in the order of their names, relative to the repository's root.</summary>
    public static IEnumerable<string> Below(params IEnumerable<string> folders) => folders
        .Select(folder => Path.Combine(Repository.Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Repository.Root, file))
        .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
        .Order(StringComparer.Ordinal);

    /// <summary>Returns the lines of a file with their numbers, from 1.</summary>
    public static IEnumerable<(int Number, string Text)> LinesOf(string file) =>
        File.ReadLines(Path.Combine(Repository.Root, file)).Select((line, i) => (i + 1, line));
}
