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
internal sealed record Inheritance(int Generation, int Channel, IReadOnlyDictionary<string, int> Listeners)
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

    private static readonly string[] Names =
        [VersionName, GenerationName, ChannelName, ListenersName, ManagedName, FilesName, HandlesName, StatesName];

    /// <summary>Nothing inherited: the first of its line.</summary>
    internal static Inheritance None { get; } = new(0, -1, new Dictionary<string, int>());

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
    /// <exception cref="InvalidOperationException">A variable does not say what it should, or names a descriptor that is not open.</exception>
    internal static Inheritance Take()
    {
        var values = Names.ToDictionary(name => name, EnvironmentVariable.Take);
        return values.Values.All(value => value is null) ? None : Parse(values);
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

    private static Inheritance Parse(Dictionary<string, string?> values)
    {
        var version = Number(VersionName, values[VersionName]);
        if (version != Version)
        {
            throw Refusal(VersionName, values[VersionName], $"this program speaks version {Version}; stop the old process and start this one");
        }

        var listeners = Descriptors(ListenersName, values[ListenersName], "endpoint");
        var channel = string.IsNullOrEmpty(values[ChannelName]) ? -1 : OpenChannel(Number(ChannelName, values[ChannelName]));
        return new Inheritance(Number(GenerationName, values[GenerationName]), channel, listeners)
        {
            Managed = (values[ManagedName] ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(fd => Number(ManagedName, fd))
                .ToHashSet(),
            Files = (values[FilesName] ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(file => ParseFile(file, values[FilesName]))
                .ToDictionary(file => file.Fd, file => file.File),
            Handles = Descriptors(HandlesName, values[HandlesName], "name"),
            States = Descriptors(StatesName, values[StatesName], "name"),
        };
    }

    private static Dictionary<string, int> Descriptors(string variable, string? value, string what)
    {
        var descriptors = new Dictionary<string, int>();
        foreach (var pair in (value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.LastIndexOf('=');
            if (equals <= 0 || !int.TryParse(pair.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var fd))
            {
                throw Refusal(variable, value, $"expected {what}=fd;...");
            }

            if (!descriptors.TryAdd(Unescape(pair[..equals]), Open(variable, fd)))
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

    private static int Open(string name, int fd)
    {
        if (!Descriptor.IsOpen(fd))
        {
            throw Refusal(name, fd.ToString(CultureInfo.InvariantCulture), "the descriptor is not open");
        }

        Descriptor.SetCloseOnExec(fd);
        return fd;
    }

    private static int OpenChannel(int fd)
    {
        // Whatever else it may be, standard output even, would be read from and closed.
        if (Descriptor.IsOpen(fd) && !Packet.IsChannel(fd))
        {
            throw Refusal(ChannelName, fd.ToString(CultureInfo.InvariantCulture), "the descriptor is not a channel (SOCK_SEQPACKET)");
        }

        return Open(ChannelName, fd);
    }

    private static InvalidOperationException Refusal(string name, string? value, string reason) => new(
        $"{name}='{value}' was set by something else than a Graceful predecessor: {reason}. Refusing to start; unset it.");

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
