using System.Text;
using System.Text.RegularExpressions;

namespace Generator.Tests.Harness;

/// <summary>
/// Compares generated files with the committed ones, named as Verify names them: <c>Snapshots/Class.Method#Hint.g.verified.cs</c>. A
/// different file is written as <c>.received.cs</c>; to accept it, rename it, or run the tests with GRACEFUL_ACCEPT_SNAPSHOTS=1.
/// </summary>
internal static partial class Snapshot
{
    private static readonly string Folder = Path.Combine(Project.Folder, "Snapshots");

    private static readonly bool Accept = Environment.GetEnvironmentVariable("GRACEFUL_ACCEPT_SNAPSHOTS") == "1";

    /// <param name="run">The generated files.</param>
    /// <param name="testClass">The test's class.</param>
    /// <param name="testMethod">The test.</param>
    /// <param name="kinds">
    /// The kinds of files: those with one of these words after a hyphen or a dot (<c>Links</c>, <c>Library</c>), or that begin with
    /// Graceful.Validation (<c>Validation</c>). Without kinds, the files of the routes, which have none of these words.
    /// </param>
    public static void Verify(GeneratorRun run, string testClass, string testMethod, params string[] kinds)
    {
        var failures = new StringBuilder();
        var expected = Directory.GetFiles(Folder, $"{testClass}.{testMethod}#*.verified.cs").ToHashSet(StringComparer.Ordinal);
        foreach (var (hint, source) in run.Files.Where(
            file => kinds.Length == 0 ? KindOf(file.Key) is null : kinds.Contains(KindOf(file.Key))))
        {
            var stem = Path.Combine(Folder, $"{testClass}.{testMethod}#{Path.GetFileNameWithoutExtension(hint)}");
            expected.Remove(stem + ".verified.cs");
            Compare(stem, Scrub(source), failures);
        }

        foreach (var orphan in expected)
        {
            if (Accept)
            {
                File.Delete(orphan);
            }
            else
            {
                failures.AppendLine($"{orphan} is no longer generated.");
            }
        }

        Assert.True(failures.Length == 0, failures.ToString());
    }

    private static string? KindOf(string hint) =>
        hint == "Graceful.Links.g.cs" || hint.EndsWith("-Links.g.cs", StringComparison.Ordinal) ? "Links"
        : hint.EndsWith("-Library.g.cs", StringComparison.Ordinal) ? "Library"
        : hint.StartsWith("Graceful.Validation.", StringComparison.Ordinal) ? "Validation"
        : null;

    private static void Compare(string stem, string received, StringBuilder failures)
    {
        var (verifiedFile, receivedFile) = (stem + ".verified.cs", stem + ".received.cs");
        var verified = File.Exists(verifiedFile) ? File.ReadAllText(verifiedFile) : null;
        if (verified != received && Accept)
        {
            File.WriteAllText(verifiedFile, received);
            verified = received;
        }

        if (verified == received)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        failures.AppendLine(verified is null
            ? $"{verifiedFile} does not exist. What was generated is in {receivedFile}."
            : $"{verifiedFile} differs from {receivedFile}:{Environment.NewLine}{Difference(verified, received)}");
    }

    /// <summary>The first line that differs, with its context.</summary>
    private static string Difference(string verified, string received)
    {
        var (left, right) = (verified.Split('\n'), received.Split('\n'));
        var first = 0;
        while (first < Math.Min(left.Length, right.Length) && left[first] == right[first])
        {
            first++;
        }

        return $"""
            at line {first + 1}:
            {string.Join('\n', left[Math.Max(0, first - 3)..first].Select(line => "    " + line))}
            {string.Join('\n', left.Skip(first).Take(4).Select(line => "  - " + line))}
            {string.Join('\n', right.Skip(first).Take(4).Select(line => "  + " + line))}

            """;
    }

    /// <summary>The version number is replaced: a release does not change the snapshots.</summary>
    private static string Scrub(string source) =>
        GeneratorVersion().Replace(source, "GeneratedCode(\"Graceful.Generators\", \"{version}\")");

    [GeneratedRegex(@"GeneratedCode\(""Graceful\.Generators"", ""[^""]*""\)")]
    private static partial Regex GeneratorVersion();
}
