using System.Globalization;
using System.Text;
using Graceful.Posix;

namespace Graceful.Restart;

/// <summary>
/// The successor's side of <see cref="StandardErrorRelay"/>: standard error is a pipe to the predecessor until this process is
/// ready, and the original, which came along as another descriptor, from then on. The predecessor may be gone a moment later,
/// and nothing must write to a pipe whose reader is gone.
/// </summary>
/// <remarks>
/// Where the predecessor dies before that, what is written meanwhile is lost (EPIPE, which the runtime's streams pass over), and
/// the original is taken back all the same.
/// </remarks>
internal sealed class RelayedStandardError
{
    private const string VariableName = "GRACEFUL_STDERR";
    private const int StandardError = 2;

    private readonly int _original;
    private readonly string _pipe;

    private RelayedStandardError(int original, string pipe)
    {
        _original = original;
        _pipe = pipe;
    }

    /// <summary>Reads its variable, <c>fd;pipe:[inode]</c>, and removes it from the environment of this process.</summary>
    /// <returns>
    /// <see langword="null"/> when nothing was lent. So also when it is not true: a wrapper script may have closed the descriptor, or
    /// may have led standard error elsewhere, where it stays then.
    /// </returns>
    internal static RelayedStandardError? Take()
    {
        if (EnvironmentVariable.Take(VariableName)?.Split(';', 2) is not [var number, var pipe]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var original)
            || original <= StandardError
            || !Descriptor.IsOpen(original)
            || !pipe.StartsWith("pipe:[", StringComparison.Ordinal))
        {
            return null;
        }

        Descriptor.SetCloseOnExec(original);

        // Only who really has the pipe has been given the other descriptor: what is closed in the end was meant for it.
        return LinkOf(StandardError) == pipe ? new RelayedStandardError(original, pipe) : null;
    }

    /// <summary>The variable for a successor.</summary>
    internal static byte[] Describe(StandardErrorRelay relay) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{VariableName}={relay.Original};{LinkOf(relay.SuccessorEnd)}"));

    /// <summary>Whether an entry of an environment is this variable.</summary>
    internal static bool Owns(byte[] entry) => Encoding.UTF8.GetString(entry).StartsWith(VariableName + '=', StringComparison.Ordinal);

    /// <summary>
    /// Puts the original in the place of the pipe, under each number that it has here: Console.Error, for one, holds a duplicate of 2
    /// (ConsolePal.Unix.cs, OpenStandardError).
    /// </summary>
    internal void Restore()
    {
        // 2 before the others: what is duplicated from then on is the original.
        Replace(StandardError);
        foreach (var fd in OpenDescriptors())
        {
            Replace(fd);
        }

        Descriptor.Close(_original);
    }

    private static IEnumerable<int> OpenDescriptors()
    {
        try
        {
            return Directory.GetFileSystemEntries("/proc/self/fd").Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // No descriptor is left to read the folder with. What was duplicated at start-up has a low number.
            return Enumerable.Range(0, 256);
        }
    }

    private void Replace(int fd)
    {
        if (fd != _original && LinkOf(fd) == _pipe)
        {
            var isCloseOnExec = (Libc.fcntl(fd, Libc.F_GETFD, 0) & Libc.FD_CLOEXEC) != 0;
            _ = Libc.dup3(_original, fd, isCloseOnExec ? Libc.O_CLOEXEC : 0);
        }
    }

    private static string? LinkOf(int fd) =>
        new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{fd}")).LinkTarget;
}
