using System.Globalization;
using Graceful.Posix;

namespace Runtime.Tests.Posix;

/// <summary>The pages of program files that a process drops. This process goes on running, since the kernel maps them again.</summary>
public sealed class ProgramPagesTests
{
    [Fact]
    public void Unmodified_pages_are_dropped()
    {
        var before = ResidentKilobytes();

        var dropped = ProgramPages.DropUnmodified();

        Assert.True(dropped > 1_000_000, $"{dropped} bytes of mappings were dropped");
        var after = ResidentKilobytes();
        Assert.True(after < before, $"{before} KB were resident before, {after} KB afterwards");
    }

    /// <summary>The resident size of the runtime's code. Most of it ran at the start alone.</summary>
    private static int ResidentKilobytes()
    {
        const string Size = "Rss:";
        var (sum, isOfRuntime) = (0, false);
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.Contains(" r-xp ", StringComparison.Ordinal) || line.Contains(" r--p ", StringComparison.Ordinal))
            {
                isOfRuntime = line.EndsWith("/libcoreclr.so", StringComparison.Ordinal);
            }
            else if (isOfRuntime && line.StartsWith(Size, StringComparison.Ordinal))
            {
                var number = line.AsSpan(Size.Length).TrimEnd("kB").Trim();
                sum += int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
                isOfRuntime = false;
            }
        }

        return sum;
    }
}
