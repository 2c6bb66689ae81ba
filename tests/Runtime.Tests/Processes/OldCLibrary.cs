using System.Text;

namespace Runtime.Tests.Processes;

/// <summary>
/// The C library of this machine without the functions that came with glibc 2.28 and 2.29: a copy in which they have other names. RHEL 8
/// has 2.28, the oldest that .NET 10 supports is 2.27.
/// </summary>
internal static class OldCLibrary
{
    private const string FileName = "libc.so.6";

    private static readonly string[] Missing = ["posix_spawn_file_actions_addchdir_np", "statx"];

    /// <summary>Gets the path of the C library that this process has loaded; null when it is not glibc.</summary>
    internal static string? Present { get; } = File.ReadLines("/proc/self/maps")
        .Select(line => line[(line.LastIndexOf(' ') + 1)..])
        .FirstOrDefault(path => Path.GetFileName(path) == FileName);

    /// <summary>Writes the copy to a directory, for <c>LD_LIBRARY_PATH</c>.</summary>
    internal static void WriteTo(string directory)
    {
        byte[] content = File.ReadAllBytes(Present!);
        foreach (string name in Missing)
        {
            // A name in the table of symbols stands between two zeros. The hash of the table leads to the old name only.
            int found = content.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{name}\0"));
            Assert.True(found >= 0, $"{Present} has no symbol {name}.");
            content[found + 1] = (byte)'_';
        }

        File.WriteAllBytes(Path.Combine(directory, FileName), content);
    }
}

/// <summary>A test that uses <see cref="OldCLibrary"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsGlibcTheoryAttribute : TheoryAttribute
{
    public NeedsGlibcTheoryAttribute() => Skip = OldCLibrary.Present is null ? "The C library of this machine is not glibc." : null;
}
