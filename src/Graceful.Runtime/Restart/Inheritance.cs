using System.Globalization;
using System.Text;
using Graceful.Posix;
using Graceful.Systemd;
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

    private static readonly string[] Names = [VersionName, GenerationName, ChannelName, ListenersName, ManagedName];

    /// <summary>Nothing inherited: the first of its line.</summary>
    internal static Inheritance None { get; } = new(0, -1, new Dictionary<string, int>());

    internal bool HasPredecessor => Channel >= 0;

    /// <summary>Those of the listeners that the service manager has too.</summary>
    internal IReadOnlySet<int> Managed { get; init; } = new HashSet<int>();

    /// <summary>What the service manager passed beside those (socket activation): it goes by its address, or by its name.</summary>
    internal IReadOnlyList<PassedDescriptor> Passed { get; init; } = [];

    /// <summary>Reads the environment of this process, and removes what it read.</summary>
    /// <exception cref="InvalidOperationException">A variable does not say what it should, or names a descriptor that is not open.</exception>
    internal static Inheritance Take()
    {
        var values = Names.ToDictionary(name => name, SystemdEnvironment.TakeVariable);
        var passed = SocketActivation.Take();
        var inheritance = values.Values.All(string.IsNullOrEmpty) ? None : Parse(values);
        return passed.Count == 0 ? inheritance : inheritance.With(passed);
    }

    /// <summary>The variables for a successor.</summary>
    internal static IEnumerable<byte[]> Describe(
        int generation,
        int channel,
        IEnumerable<(string Key, int Fd)> listeners,
        IReadOnlyCollection<int>? managed = null)
    {
        yield return Entry(VersionName, Version.ToString(CultureInfo.InvariantCulture));
        yield return Entry(GenerationName, generation.ToString(CultureInfo.InvariantCulture));
        yield return Entry(ChannelName, channel.ToString(CultureInfo.InvariantCulture));
        yield return Entry(ListenersName, string.Join(';', listeners.Select(l => string.Create(CultureInfo.InvariantCulture, $"{Escape(l.Key)}={l.Fd}"))));
        if (managed is { Count: > 0 })
        {
            yield return Entry(ManagedName, string.Join(';', managed));
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

        var listeners = new Dictionary<string, int>();
        foreach (var pair in (values[ListenersName] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.LastIndexOf('=');
            if (equals <= 0 || !int.TryParse(pair.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var fd))
            {
                throw Refusal(ListenersName, values[ListenersName], "expected endpoint=fd;...");
            }

            if (!listeners.TryAdd(Unescape(pair[..equals]), Open(ListenersName, fd)))
            {
                throw Refusal(ListenersName, values[ListenersName], "an endpoint is named twice");
            }
        }

        var channel = string.IsNullOrEmpty(values[ChannelName]) ? -1 : OpenChannel(Number(ChannelName, values[ChannelName]));
        return new Inheritance(Number(GenerationName, values[GenerationName]), channel, listeners)
        {
            Managed = (values[ManagedName] ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(fd => Number(ManagedName, fd))
                .ToHashSet(),
        };
    }

    /// <summary>Sockets out of the service manager's store have been listeners of an earlier process, and come with their keys.</summary>
    internal Inheritance With(IReadOnlyList<PassedDescriptor> passed)
    {
        var listeners = new Dictionary<string, int>(Listeners);
        var managed = new HashSet<int>(Managed);
        var others = new List<PassedDescriptor>();
        foreach (var descriptor in passed)
        {
            if (StoredName.KeyOf(descriptor.Name) is { } key && listeners.TryAdd(key, descriptor.Fd))
            {
                managed.Add(descriptor.Fd);
            }
            else
            {
                others.Add(descriptor);
            }
        }

        return this with { Listeners = listeners, Managed = managed, Passed = others };
    }

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

    private static byte[] Entry(string name, string value) => Encoding.UTF8.GetBytes($"{name}={value}");

    private static string Escape(string key) => key.Replace("%", "%25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("=", "%3D", StringComparison.Ordinal);

    private static string Unescape(string key) => key.Replace("%3D", "=", StringComparison.Ordinal)
        .Replace("%3B", ";", StringComparison.Ordinal)
        .Replace("%25", "%", StringComparison.Ordinal);
}
