using System.Globalization;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The pages of program and library files that this process has mapped.</summary>
internal static unsafe class ProgramPages
{
    private const string Mappings = "/proc/self/smaps";

    /// <summary>
    /// Drops the pages that are unmodified (madvise(2), MADV_DONTNEED). They stay in the page cache, and the kernel maps a page again when
    /// it is used. An idle process needs few of the pages that its start used.
    /// </summary>
    /// <remarks>
    /// Drops only private mappings that are not writable and have no anonymous pages: pages that the dynamic linker has relocated exist
    /// only in memory. Drops only pages of files that are mapped executable too. These are programs and libraries, which stay mapped;
    /// another file could be unmapped before the call.
    /// </remarks>
    /// <returns>The size of the mappings in bytes; 0 where the list is not readable.</returns>
    internal static long DropUnmodified()
    {
        var candidates = new List<Mapping>();
        var programs = new HashSet<string>();
        try
        {
            Mapping? current = null;
            foreach (var line in File.ReadLines(Mappings))
            {
                if (char.IsAsciiHexDigitLower(line[0]) || char.IsAsciiDigit(line[0]))
                {
                    current = Mapping.TryParse(line);
                }
                else if (current is { } mapping && line.StartsWith("Anonymous:", StringComparison.Ordinal))
                {
                    if (mapping.IsExecutable)
                    {
                        programs.Add(mapping.File);
                    }

                    if (mapping.IsReadOnly && line.AsSpan("Anonymous:".Length).TrimStart().StartsWith("0 "))
                    {
                        candidates.Add(mapping);
                    }
                }
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return 0;
        }

        var dropped = 0L;
        foreach (var mapping in candidates.Where(mapping => programs.Contains(mapping.File)))
        {
            // Fails for locked pages (mlockall(2)), which the operator wants in memory.
            dropped += madvise((void*)mapping.Start, (size_t)mapping.Length, MADV_DONTNEED) == 0 ? (long)mapping.Length : 0;
        }

        return dropped;
    }

    /// <summary>A private mapping of a file.</summary>
    private sealed record Mapping(nuint Start, nuint Length, bool IsReadOnly, bool IsExecutable, string File)
    {
        /// <summary>Reads the first line of an entry of proc_pid_smaps(5): range, rights, offset, device, inode, path.</summary>
        internal static Mapping? TryParse(string line) =>
            line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries) is [var range, { Length: 4 } rights, _, var device, var inode, _]
            && inode != "0" && rights[3] == 'p'
            && range.Split('-') is [var first, var end]
            && nuint.TryParse(first, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var start)
            && nuint.TryParse(end, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var past)
                ? new Mapping(start, past - start, IsReadOnly: rights[1] == '-', IsExecutable: rights[2] == 'x', $"{device} {inode}")
                : null;
    }
}
