namespace RepositoryTests.Sources;

/// <summary>No source file is longer than 300 lines: a longer one has more than one subject.</summary>
public sealed class FileLengthTests
{
    private const int Limit = 300;

    [Fact]
    public void Source_files_are_short() => Report.Empty(
        RepositoryFiles.Below("src", "tests", "samples", "bench")
            .Where(file => Path.GetExtension(file) == ".cs" && !IsData(file))
            .Select(file => (File: file, Length: RepositoryFiles.LinesOf(file).Count()))
            .Where(file => file.Length > Limit)
            .Select(file => $"{file.File} has {file.Length} lines, {Limit} are the limit: split it by subject"));

    /// <summary>True for snapshots of generated code, and for the route tables that matches are measured with.</summary>
    private static bool IsData(string file) =>
        file.EndsWith(".verified.cs", StringComparison.Ordinal) || file.StartsWith("bench/Routing/Tables/", StringComparison.Ordinal);
}
