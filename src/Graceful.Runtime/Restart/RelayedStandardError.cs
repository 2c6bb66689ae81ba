using System.Globalization;
using System.Text;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>
/// The successor's side of <see cref="StandardErrorRelay"/>. Standard error is a pipe to the predecessor until this process is ready.
/// Then the original replaces it, because the predecessor, which reads the pipe, may exit at any moment.
/// </summary>
/// <remarks>
/// When the predecessor dies earlier, output is lost until the original is restored (EPIPE, which the runtime's streams ignore).
/// </remarks>
internal sealed class RelayedStandardError
{
    private const string VariableName = "GRACEFUL_STDERR";
    private const int StandardError = 2;
    private const int Lost = -1;

    private readonly int _original;
    private readonly string _pipe;

    private RelayedStandardError(int original, string pipe)
    {
        _original = original;
        _pipe = pipe;
    }

    /// <summary>Reads the variable <c>fd;pipe:[inode]</c> and removes it from the environment of this process.</summary>
    /// <returns>
    /// <see langword="null"/> when standard error is not relayed. A wrapper script may have closed the original or redirected standard
    /// error, which then stays as it is.
    /// </returns>
    /// <exception cref="StartRefusedException">The variable has another form.</exception>
    internal static RelayedStandardError? Take() => Parse(EnvironmentVariable.Take(VariableName), LinkOf(StandardError));

    /// <param name="value">The value of the variable.</param>
    /// <param name="standardError">The file of descriptor 2, as its link in /proc/self/fd names it.</param>
    internal static RelayedStandardError? Parse(string? value, string? standardError)
    {
        if (value is null)
        {
            return null;
        }

        if (value.Split(';', 2) is not [var number, var pipe]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var original)
            || original <= StandardError
            || !pipe.StartsWith("pipe:[", StringComparison.Ordinal))
        {
            throw HandoverVariable.Refusal(VariableName, value, "expected fd;pipe:[inode], with a descriptor above 2");
        }

        // A process without the pipe was not given the original either, and must not close another descriptor in its place.
        if (standardError != pipe)
        {
            return null;
        }

        if (!Descriptor.IsOpen(original))
        {
            return new RelayedStandardError(Lost, pipe);
        }

        Descriptor.SetCloseOnExec(original);
        return new RelayedStandardError(original, pipe);
    }

    /// <summary>
    /// True when standard error is the pipe and the original has been closed, by a wrapper script for example: output is lost when the
    /// predecessor has exited.
    /// </summary>
    internal bool IsLost => _original == Lost;

    /// <summary>Returns the variable for a successor.</summary>
    internal static byte[] Describe(StandardErrorRelay relay) =>
        Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{VariableName}={relay.Original};{LinkOf(relay.SuccessorEnd)}"));

    /// <summary>True when an entry of an environment is this variable.</summary>
    internal static bool Owns(byte[] entry) => Encoding.UTF8.GetString(entry).StartsWith(VariableName + '=', StringComparison.Ordinal);

    /// <summary>
    /// Replaces the pipe by the original under each of its descriptors: Console.Error, for example, has a duplicate of 2
    /// (ConsolePal.Unix.cs, OpenStandardError).
    /// </summary>
    internal void Restore()
    {
        if (IsLost)
        {
            return;
        }

        // 2 first: later duplicates are copies of the original.
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
            return Directory.GetFileSystemEntries("/proc/self/fd")
                .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // No descriptor is free to read the folder. Duplicates made at start-up have low numbers.
            return Enumerable.Range(0, 256);
        }
    }

    private void Replace(int fd)
    {
        if (fd != _original && LinkOf(fd) == _pipe)
        {
            Descriptor.Replace(fd, _original);
        }
    }

    private static string? LinkOf(int fd) =>
        new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{fd}")).LinkTarget;
}
