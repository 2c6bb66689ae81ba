using System.Runtime.InteropServices;
using System.Text;
using Instruments.Posix;

namespace Instruments.Servers;

/// <summary>The symbolic link to the current release, as deployments with a directory for each release have it.</summary>
internal static class ReleaseLink
{
    /// <summary>Lets the link lead to a release, in one step (rename(2)).</summary>
    /// <param name="link">The path of the link.</param>
    /// <param name="release">The name of a directory beside it.</param>
    internal static void Select(string link, string release)
    {
        string next = link + ".new";
        Directory.CreateSymbolicLink(next, release);

        // File.Move does not replace a link to a directory.
        if (Libc.rename(Encoding.UTF8.GetBytes(next + '\0'), Encoding.UTF8.GetBytes(link + '\0')) != 0)
        {
            throw new IOException($"{next} could not replace {link}: errno {Marshal.GetLastPInvokeError()}.");
        }
    }
}
