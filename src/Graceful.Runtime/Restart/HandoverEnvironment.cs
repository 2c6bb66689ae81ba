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
    private const string VersionName = "GRACEFUL_VERSION";
    private const string VersionsName = "GRACEFUL_VERSIONS";
    private const string GenerationName = "GRACEFUL_GENERATION";
    private const string ChannelName = "GRACEFUL_CHANNEL";
    private const string ListenersName = "GRACEFUL_LISTENERS";

    private const string ManagedName = "GRACEFUL_MANAGED";
    private const string FilesName = "GRACEFUL_FILES";
    private const string HandlesName = "GRACEFUL_INHERITED";
    private const string StatesName = "GRACEFUL_STATE";

    private const int LastStandardStream = 2;

    /// <summary>The longest part of a refused value in an error message.</summary>
    private const int MostShown = 200;

    private static readonly string[] Names =
        [VersionName, VersionsName, GenerationName, ChannelName, ListenersName, ManagedName, FilesName, HandlesName, StatesName];

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

    /// <summary>True when the process was started as a successor. The variable shows in its environment for as long as it runs.</summary>
    internal static bool IsSuccessor(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/environ")
                .Split('\0')
                .Any(entry => entry.StartsWith(ChannelName + '=', StringComparison.Ordinal));
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
        var values = Names.ToDictionary(name => name, EnvironmentVariable.Take);

        // A wrapper script or a predecessor of version 1 may remove all variables but the range, which it does not know.
        return values.All(entry => entry.Value is null || entry.Key == VersionsName) ? None : Parse(values);
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
        yield return Entry(VersionName, ProtocolVersions.Own.Lowest.ToString(CultureInfo.InvariantCulture));
        yield return Entry(VersionsName, string.Create(CultureInfo.InvariantCulture, $"{ProtocolVersions.Own};{generation}"));
        yield return Entry(GenerationName, generation.ToString(CultureInfo.InvariantCulture));
        if (channel >= 0)
        {
            yield return Entry(ChannelName, channel.ToString(CultureInfo.InvariantCulture));
        }

        yield return Entry(ListenersName, Pairs(listeners));
        if (managed is { Count: > 0 })
        {
            yield return Entry(ManagedName, string.Join(';', managed));
        }

        if (files is { Count: > 0 })
        {
            yield return Entry(FilesName, string.Join(';', files.Select(file => $"{file.Fd}={file.File.Device}:{file.File.Inode}")));
        }
    }

    /// <summary>Returns the variables for the application's inheritable descriptors.</summary>
    internal static IEnumerable<byte[]> Describe(IEnumerable<(string Name, int Fd)> handles, IEnumerable<(string Name, int Fd)> states)
    {
        if (Pairs(handles) is { Length: > 0 } handlePairs)
        {
            yield return Entry(HandlesName, handlePairs);
        }

        if (Pairs(states) is { Length: > 0 } statePairs)
        {
            yield return Entry(StatesName, statePairs);
        }
    }

    /// <summary>True when an entry of an environment is one of these variables.</summary>
    internal static bool Owns(byte[] entry)
    {
        var text = Encoding.UTF8.GetString(entry);
        return Names.Any(name => text.StartsWith(name + '=', StringComparison.Ordinal));
    }

    private static HandoverEnvironment Parse(Dictionary<string, string?> values)
    {
        foreach (var required in (string[])[VersionName, GenerationName])
        {
            if (values[required] is null)
            {
                var present = string.Join(", ", values.Where(variable => variable.Value is not null).Select(variable => variable.Key));
                throw new StartRefusedException(
                    $"{present} in the environment is not from a Graceful predecessor: {required} is missing. Refusing to start; "
                    + "unset these variables.");
            }
        }

        var generation = Number(GenerationName, values[GenerationName]);
        if (generation == int.MaxValue)
        {
            throw Refusal(GenerationName, values[GenerationName], "no process has had so many successors");
        }

        var version = CommonVersion(values, generation);

        // A descriptor for two purposes would be closed for both when one of them ends.
        var taken = new HashSet<int>();
        var listeners = Descriptors(ListenersName, values[ListenersName], "endpoint", taken);
        var channel = string.IsNullOrEmpty(values[ChannelName]) ? -1 : OpenChannel(Number(ChannelName, values[ChannelName]), taken);
        var handover = new HandoverEnvironment(generation, channel, listeners)
        {
            ProtocolVersion = version,
            Managed = (values[ManagedName] ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(fd => Number(ManagedName, fd))
                .ToHashSet(),
            Files = (values[FilesName] ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(file => ParseFile(file, values[FilesName]))
                .DistinctBy(file => file.Fd)
                .ToDictionary(file => file.Fd, file => file.File),
            Handles = Descriptors(HandlesName, values[HandlesName], "name", taken),
            States = Descriptors(StatesName, values[StatesName], "name", taken),
        };
        foreach (var (name, fd) in handover.States)
        {
            if (!Descriptor.IsMemory(fd))
            {
                throw Refusal(StatesName, $"{name}={fd}", "the descriptor is not a file in memory");
            }
        }

        return handover;
    }

    private static int CommonVersion(Dictionary<string, string?> values, int generation)
    {
        var lowest = Number(VersionName, values[VersionName]);
        var spoken = values[VersionsName]?.Split(';') is [var range, var owner, ..]
            && Number(VersionsName, owner) == generation
            && ProtocolVersions.TryParse(range) is { } versions
                ? versions
                : new ProtocolVersions(lowest, lowest);
        return ProtocolVersions.Own.InCommonWith(spoken) ?? throw new StartRefusedException(
            $"{VersionName}='{lowest}': the predecessor speaks the versions {spoken} of the hand-over protocol, this program "
            + $"{ProtocolVersions.Own}. Refusing to start; stop the old process, then start this one.");
    }

    private static Dictionary<string, int> Descriptors(string variable, string? value, string what, HashSet<int> taken)
    {
        var descriptors = new Dictionary<string, int>();
        foreach (var pair in (value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.LastIndexOf('=');
            if (equals <= 0 || !int.TryParse(pair.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var fd))
            {
                throw Refusal(variable, value, $"expected {what}=fd;...");
            }

            if (!descriptors.TryAdd(Unescape(pair[..equals]), Open(variable, fd, taken)))
            {
                throw Refusal(variable, value, $"the same {what} appears twice");
            }
        }

        return descriptors;
    }

    private static (int Fd, FileIdentity File) ParseFile(string text, string? value) =>
        text.Split('=', ':') is [var fd, var device, var inode]
        && ulong.TryParse(device, NumberStyles.None, CultureInfo.InvariantCulture, out var deviceNumber)
        && ulong.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out var inodeNumber)
            ? (Number(FilesName, fd), new FileIdentity(deviceNumber, inodeNumber))
            : throw Refusal(FilesName, value, "expected fd=device:inode;...");

    private static int Number(string name, string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refusal(name, value, "expected a number");

    private static int Open(string name, int fd, HashSet<int> taken)
    {
        var text = fd.ToString(CultureInfo.InvariantCulture);
        if (fd <= LastStandardStream)
        {
            throw Refusal(name, text, "the descriptor is a standard stream");
        }

        if (!Descriptor.IsOpen(fd))
        {
            throw Refusal(name, text, "the descriptor is not open");
        }

        if (!taken.Add(fd))
        {
            throw Refusal(name, text, "the descriptor appears twice");
        }

        Descriptor.SetCloseOnExec(fd);
        return fd;
    }

    private static int OpenChannel(int fd, HashSet<int> taken)
    {
        // Another descriptor would be read and closed.
        if (fd > LastStandardStream && Descriptor.IsOpen(fd) && !Packet.IsChannel(fd))
        {
            throw Refusal(
                ChannelName, fd.ToString(CultureInfo.InvariantCulture), "the descriptor is not a channel (a connected SOCK_SEQPACKET)");
        }

        return Open(ChannelName, fd, taken);
    }

    private static StartRefusedException Refusal(string name, string? value, string reason) => new(
        $"{name}='{Shorten(value)}' is not from a Graceful predecessor: {reason}. Refusing to start; unset the variable.");

    /// <summary>Returns the value shortened, on one line.</summary>
    private static string? Shorten(string? value) =>
        (value is { Length: > MostShown } ? value[..MostShown] + "..." : value)?.ReplaceLineEndings(" ");

    private static string Pairs(IEnumerable<(string Key, int Fd)> descriptors) =>
        string.Join(';', descriptors.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{Escape(pair.Key)}={pair.Fd}")));

    private static byte[] Entry(string name, string value) => Encoding.UTF8.GetBytes($"{name}={value}");

    private static string Escape(string key) => key.Replace("%", "%25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("=", "%3D", StringComparison.Ordinal);

    private static string Unescape(string key) => key.Replace("%3D", "=", StringComparison.Ordinal)
        .Replace("%3B", ";", StringComparison.Ordinal)
        .Replace("%25", "%", StringComparison.Ordinal);
}
