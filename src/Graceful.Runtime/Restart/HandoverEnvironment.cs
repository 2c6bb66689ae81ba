using System.Globalization;
using System.Text;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>
/// The environment variables from a predecessor to its successor: the generation, the listening sockets, the channel, and the
/// application's inheritable descriptors.
/// </summary>
/// <remarks>Removed from the environment when read, so that programs started by the application do not inherit them.</remarks>
internal sealed record HandoverEnvironment(int Generation, int Channel, IReadOnlyDictionary<string, int> Listeners)
{
    /// <summary>Gets the environment of the first generation.</summary>
    internal static HandoverEnvironment None { get; } = new(0, -1, new Dictionary<string, int>());

    internal bool HasPredecessor => Channel >= 0;

    /// <summary>Gets the highest protocol version that the predecessor and this process speak.</summary>
    internal int ProtocolVersion { get; init; } = ProtocolVersions.Own.Lowest;

    /// <summary>Gets the listeners that the service manager has as well.</summary>
    internal IReadOnlySet<int> Managed { get; init; } = new HashSet<int>();

    /// <summary>Gets the files at the paths of Unix sockets, by descriptor.</summary>
    internal IReadOnlyDictionary<int, FileIdentity> Files { get; init; } = new Dictionary<int, FileIdentity>();

    /// <summary>Gets the application's inherited descriptors, by name.</summary>
    internal IReadOnlyDictionary<string, int> Handles { get; init; } = new Dictionary<string, int>();

    /// <summary>Gets the application's inherited state, as files in memory, by name.</summary>
    internal IReadOnlyDictionary<string, int> States { get; init; } = new Dictionary<string, int>();

    /// <summary>Gets the other descriptors of the service manager (socket activation), claimed by address or by name.</summary>
    internal IReadOnlyList<PassedDescriptor> Passed { get; init; } = [];

    /// <summary>True when a descriptor has a purpose in this hand-over.</summary>
    internal bool Uses(int fd) =>
        fd == Channel || Listeners.Values.Concat(Handles.Values).Concat(States.Values).Contains(fd)
        || Passed.Any(passed => passed.Fd == fd);

    /// <summary>True when the process was started as a successor. The variable shows in its environment for as long as it runs.</summary>
    internal static bool IsSuccessor(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ")
                .Split('\0')
                .Any(entry => entry.StartsWith(HandoverVariable.Channel + '=', StringComparison.Ordinal));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Reads the variables and removes them from the environment of this process.</summary>
    /// <exception cref="StartRefusedException">A variable is not valid, or names a descriptor that is not open.</exception>
    internal static HandoverEnvironment Take()
    {
        var values = HandoverVariable.All.ToDictionary(name => name, EnvironmentVariable.Take);

        // A wrapper script or a predecessor of version 1 may remove all variables but the range, which it does not know.
        return values.All(entry => entry.Value is null || entry.Key == HandoverVariable.Versions)
            ? None
            : new HandoverParser(values).Parse();
    }

    /// <summary>Checks that each listening socket belongs to the endpoint in its key, before Kestrel binds the first endpoint.</summary>
    /// <exception cref="StartRefusedException">A socket does not belong to its endpoint.</exception>
    /// <remarks>
    /// Kestrel reads an exception for one address as a machine without that protocol, and tries another address
    /// (AnyIPListenOptions.cs, LocalhostListenOptions.cs).
    /// </remarks>
    internal HandoverEnvironment Verified()
    {
        foreach (var (key, fd) in Listeners)
        {
            ListeningSocket.Check(key, fd);
        }

        return this;
    }

    /// <summary>Returns the variables for a successor.</summary>
    internal static IEnumerable<byte[]> Describe(
        int generation,
        int channel,
        IEnumerable<(string Key, int Fd)> listeners,
        IReadOnlyCollection<int>? managed = null,
        IReadOnlyCollection<(int Fd, FileIdentity File)>? files = null)
    {
        // Version 1 compares the first variable for equality and passes the second, which it does not know, on to its own successor.
        // The generation in it tells such a copy from the original.
        yield return Entry(HandoverVariable.Version, ProtocolVersions.Own.Lowest.ToString(CultureInfo.InvariantCulture));
        yield return Entry(
            HandoverVariable.Versions, string.Create(CultureInfo.InvariantCulture, $"{ProtocolVersions.Own};{generation}"));
        yield return Entry(HandoverVariable.Generation, generation.ToString(CultureInfo.InvariantCulture));
        if (channel >= 0)
        {
            yield return Entry(HandoverVariable.Channel, channel.ToString(CultureInfo.InvariantCulture));
        }

        yield return Entry(HandoverVariable.Listeners, Pairs(listeners));
        if (managed is { Count: > 0 })
        {
            yield return Entry(HandoverVariable.Managed, string.Join(';', managed));
        }

        if (files is { Count: > 0 })
        {
            yield return Entry(
                HandoverVariable.Files, string.Join(';', files.Select(file => $"{file.Fd}={file.File.Device}:{file.File.Inode}")));
        }
    }

    /// <summary>Returns the variables for the application's inheritable descriptors.</summary>
    internal static IEnumerable<byte[]> Describe(IEnumerable<(string Name, int Fd)> handles, IEnumerable<(string Name, int Fd)> states)
    {
        if (Pairs(handles) is { Length: > 0 } handlePairs)
        {
            yield return Entry(HandoverVariable.Handles, handlePairs);
        }

        if (Pairs(states) is { Length: > 0 } statePairs)
        {
            yield return Entry(HandoverVariable.States, statePairs);
        }
    }

    /// <summary>True when an entry of an environment is one of these variables.</summary>
    internal static bool Owns(byte[] entry)
    {
        var text = Encoding.UTF8.GetString(entry);
        return HandoverVariable.All.Any(name => text.StartsWith(name + '=', StringComparison.Ordinal));
    }

    private static byte[] Entry(string name, string value) => Encoding.UTF8.GetBytes($"{name}={value}");

    private static string Pairs(IEnumerable<(string Key, int Fd)> descriptors) => string.Join(
        ';', descriptors.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{HandoverVariable.Escape(pair.Key)}={pair.Fd}")));
}
