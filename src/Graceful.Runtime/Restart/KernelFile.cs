using System.Globalization;

namespace Graceful.Restart;

/// <summary>Reads the numbers that the kernel publishes in files of proc(5) and cgroups(7).</summary>
internal static class KernelFile
{
    private const long BytesPerKilobyte = 1024;

    /// <summary>Returns the number that a file consists of; <see langword="null"/> without the file, or for "max".</summary>
    internal static long? Number(string path) =>
        File.Exists(path) && long.TryParse(File.ReadAllText(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Returns the sum of some lines of a file with a name and a number in each; lines that do not exist count as zero.</summary>
    /// <remarks>A colon may follow the name, and "kB" the number, which is converted into bytes.</remarks>
    internal static long Sum(string path, params ReadOnlySpan<string> names)
    {
        long sum = 0;
        foreach (var line in File.ReadLines(path))
        {
            if (line.Split([' ', '\t', ':'], StringSplitOptions.RemoveEmptyEntries) is [var name, var value, .. var unit]
                && names.Contains(name)
                && long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            {
                sum += unit is ["kB"] ? number * BytesPerKilobyte : number;
            }
        }

        return sum;
    }
}
