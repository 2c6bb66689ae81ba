using System.Globalization;
using System.Text;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>What a predecessor left to this process: its number in the line, the listening sockets and the channel.</summary>
/// <remarks>
/// Comes in environment variables, which are taken out at once: nothing that the application starts may inherit them, or
/// believe them.
/// </remarks>
internal sealed record HandoverEnvironment(int Generation, int Channel, IReadOnlyDictionary<string, int> Listeners)
{
    /// <summary>The version of the protocol on the channel.</summary>
    internal const int Version = 1;

    private const string VersionName = "GRACEFUL_VERSION";
    private const string GenerationName = "GRACEFUL_GENERATION";
    private const string ChannelName = "GRACEFUL_CHANNEL";
    private const string ListenersName = "GRACEFUL_LISTENERS";

    private const string ManagedName = "GRACEFUL_MANAGED";
    private const string FilesName = "GRACEFUL_FILES";
    private const string HandlesName = "GRACEFUL_INHERITED";
    private const string StatesName = "GRACEFUL_STATE";

    private const int LastStandardStream = 2;

    /// <summary>Of a value that is refused.</summary>
    private const int MostShown = 200;

    private static readonly string[] Names =
        [VersionName, GenerationName, ChannelName, ListenersName, ManagedName, FilesName, HandlesName, StatesName];

    /// <summary>Nothing inherited: the first of its line.</summary>
    internal static HandoverEnvironment None { get; } = new(0, -1, new Dictionary<string, int>());

    internal bool HasPredecessor => Channel >= 0;

    /// <summary>Those of the listeners that the service manager has too.</summary>
    internal IReadOnlySet<int> Managed { get; init; } = new HashSet<int>();

    /// <summary>Which files are behind the paths of Unix sockets, by their descriptors.</summary>
    internal IReadOnlyDictionary<int, FileIdentity> Files { get; init; } = new Dictionary<int, FileIdentity>();

    /// <summary>The application's own descriptors, by name.</summary>
    internal IReadOnlyDictionary<string, int> Handles { get; init; } = new Dictionary<string, int>();

    /// <summary>The application's own state, as files in memory.</summary>
    internal IReadOnlyDictionary<string, int> States { get; init; } = new Dictionary<string, int>();

    /// <summary>What the service manager passed beside those (socket activation): it goes by its address, or by its name.</summary>
    internal IReadOnlyList<PassedDescriptor> Passed { get; init; } = [];

    /// <summary>Reads the environment of this process, and removes what it read.</summary>
    /// <exception cref="StartRefusedException">A variable does not say what it should, or names a descriptor that is not open.</exception>
    internal static HandoverEnvironment Take()
    {
        var values = Names.ToDictionary(name => name, EnvironmentVariable.Take);
        return values.Values.All(value => value is null) ? None : Parse(values);
    }

    /// <summary>Looks at each listening socket, and whether it is for the endpoint whose name it has, before Kestrel asks for the first.</summary>
    /// <exception cref="StartRefusedException">One is not what it should be.</exception>
    /// <remarks>
    /// Kestrel takes an exception of one address for a machine without that protocol, and tries another (AnyIPListenOptions.cs,
    /// LocalhostListenOptions.cs).
    /// </remarks>
    internal HandoverEnvironment Verified()
    {
        foreach (var (key, fd) in Listeners)
        {
            ListeningSocket.Check(key, fd);
        }

        return this;
    }

    /// <summary>The variables for a successor.</summary>
    internal static IEnumerable<byte[]> Describe(
        int generation,
        int channel,
        IEnumerable<(string Key, int Fd)> listeners,
        IReadOnlyCollection<int>? managed = null,
        IReadOnlyCollection<(int Fd, FileIdentity File)>? files = null)
    {
        yield return Entry(VersionName, Version.ToString(CultureInfo.InvariantCulture));
        yield return Entry(GenerationName, generation.ToString(CultureInfo.InvariantCulture));
        yield return Entry(ChannelName, channel.ToString(CultureInfo.InvariantCulture));
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

    /// <summary>The variables for what a successor inherits of the application itself.</summary>
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

    /// <summary>Whether an entry of an environment is one of these variables.</summary>
    internal static bool Owns(byte[] entry)
    {
        var text = Encoding.UTF8.GetString(entry);
        return Names.Any(name => text.StartsWith(name + '=', StringComparison.Ordinal));
    }

    private static HandoverEnvironment Parse(Dictionary<string, string?> values)
    {
        var version = Number(VersionName, values[VersionName]);
        if (version != Version)
        {
            throw Refusal(VersionName, values[VersionName], $"this program speaks version {Version}; stop the old process and start this one");
        }

        // Each for one purpose: what is closed for one would be gone for the other.
        var taken = new HashSet<int>();
        var listeners = Descriptors(ListenersName, values[ListenersName], "endpoint", taken);
        var channel = string.IsNullOrEmpty(values[ChannelName]) ? -1 : OpenChannel(Number(ChannelName, values[ChannelName]), taken);
        var handover = new HandoverEnvironment(Number(GenerationName, values[GenerationName]), channel, listeners)
        {
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
                throw Refusal(variable, value, $"the same {what} is there twice");
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
            throw Refusal(name, text, "the descriptor is there twice");
        }

        Descriptor.SetCloseOnExec(fd);
        return fd;
    }

    private static int OpenChannel(int fd, HashSet<int> taken)
    {
        // Whatever else it may be would be read from and closed.
        if (fd > LastStandardStream && Descriptor.IsOpen(fd) && !Packet.IsChannel(fd))
        {
            throw Refusal(ChannelName, fd.ToString(CultureInfo.InvariantCulture), "the descriptor is not a channel (a connected SOCK_SEQPACKET)");
        }

        return Open(ChannelName, fd, taken);
    }

    private static StartRefusedException Refusal(string name, string? value, string reason) => new(
        $"{name}='{Shorten(value)}' was set by something else than a Graceful predecessor: {reason}. Refusing to start; unset it.");

    /// <summary>One line, however long and whatever it is that somebody has set.</summary>
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
