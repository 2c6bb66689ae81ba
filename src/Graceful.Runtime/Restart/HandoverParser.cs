using System.Globalization;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>Checks the variables of a predecessor: a wrong descriptor would be served, or closed, in place of another file.</summary>
/// <param name="values">The values by <see cref="HandoverVariable"/>; null for a variable that is not set.</param>
internal sealed class HandoverParser(IReadOnlyDictionary<string, string?> values)
{
    private readonly NamedDescriptors _descriptors = new();

    /// <exception cref="StartRefusedException">A variable is not valid, or names a descriptor that is not open.</exception>
    internal HandoverEnvironment Parse()
    {
        CheckPresence(HandoverVariable.Version);
        CheckPresence(HandoverVariable.Generation);
        var generation = Generation();
        var version = CommonVersion(generation);
        var listeners = Descriptors(HandoverVariable.Listeners, "endpoint");
        return new HandoverEnvironment(generation, Channel(), listeners)
        {
            ProtocolVersion = version,
            Managed = Managed(listeners),
            Files = Files(listeners),
            Handles = Descriptors(HandoverVariable.Handles, "name"),
            States = States(),
        };
    }

    private void CheckPresence(string required)
    {
        if (values[required] is null)
        {
            var present = string.Join(", ", values.Where(variable => variable.Value is not null).Select(variable => variable.Key));
            throw new StartRefusedException(
                $"{present} in the environment is not from a Graceful predecessor: {required} is missing. Refusing to start; "
                + "unset these variables.");
        }
    }

    private int Generation()
    {
        var generation = Number(HandoverVariable.Generation, values[HandoverVariable.Generation]);
        return generation < int.MaxValue
            ? generation
            : throw Refusal(HandoverVariable.Generation, values[HandoverVariable.Generation], "no process has had so many successors");
    }

    private int CommonVersion(int generation)
    {
        var lowest = Number(HandoverVariable.Version, values[HandoverVariable.Version]);
        var spoken = new ProtocolVersions(lowest, lowest);
        if (values[HandoverVariable.Versions] is { } range)
        {
            if (range.Split(';') is not [var versions, var owner, ..] || ProtocolVersions.TryParse(versions) is not { } parsed)
            {
                throw Refusal(HandoverVariable.Versions, range, "expected lowest-highest;generation");
            }

            // Another generation's: a predecessor of version 1 has passed on what it was given.
            spoken = Number(HandoverVariable.Versions, owner) == generation ? parsed : spoken;
        }

        return ProtocolVersions.Own.InCommonWith(spoken) ?? throw new StartRefusedException(
            $"{HandoverVariable.Version}='{lowest}': the predecessor speaks the versions {spoken} of the hand-over protocol, this program "
            + $"{ProtocolVersions.Own}. Refusing to start; stop the old process, then start this one.");
    }

    private int Channel()
    {
        if (string.IsNullOrEmpty(values[HandoverVariable.Channel]))
        {
            return -1;
        }

        return Take(
            HandoverVariable.Channel,
            Number(HandoverVariable.Channel, values[HandoverVariable.Channel]),
            static fd => Packet.IsChannel(fd) ? null : "the descriptor is not a channel (a connected SOCK_SEQPACKET)");
    }

    private Dictionary<string, int> States()
    {
        var states = Descriptors(HandoverVariable.States, "name");
        foreach (var (name, fd) in states)
        {
            if (!Descriptor.IsMemory(fd))
            {
                throw Refusal(HandoverVariable.States, $"{name}={fd}", "the descriptor is not a file in memory");
            }

            if (Descriptor.LengthOf(fd) > InheritableDescriptors.MaxStateLength)
            {
                throw Refusal(
                    HandoverVariable.States, $"{name}={fd}", $"the state has more than {InheritableDescriptors.MaxStateLength} bytes");
            }
        }

        return states;
    }

    /// <summary>Reads a list of <c>key=fd</c>.</summary>
    private Dictionary<string, int> Descriptors(string variable, string what)
    {
        var descriptors = new Dictionary<string, int>();
        foreach (var pair in Items(variable))
        {
            var equals = pair.LastIndexOf('=');
            if (equals <= 0 || !int.TryParse(pair.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var fd))
            {
                throw Refusal(variable, values[variable], $"expected {what}=fd;...");
            }

            if (!descriptors.TryAdd(HandoverVariable.Unescape(pair[..equals]), Take(variable, fd)))
            {
                throw Refusal(variable, values[variable], $"the same {what} appears twice");
            }
        }

        return descriptors;
    }

    private HashSet<int> Managed(Dictionary<string, int> listeners)
    {
        var managed = new HashSet<int>();
        foreach (var item in Items(HandoverVariable.Managed))
        {
            if (!managed.Add(Listener(HandoverVariable.Managed, Number(HandoverVariable.Managed, item), listeners)))
            {
                throw Refusal(HandoverVariable.Managed, item, "the descriptor appears twice");
            }
        }

        return managed;
    }

    private Dictionary<int, FileIdentity> Files(Dictionary<string, int> listeners)
    {
        var files = new Dictionary<int, FileIdentity>();
        foreach (var (fd, identity) in Items(HandoverVariable.Files).Select(File))
        {
            if (!files.TryAdd(Listener(HandoverVariable.Files, fd, listeners), identity))
            {
                throw Refusal(HandoverVariable.Files, Text(fd), "the descriptor appears twice");
            }
        }

        return files;
    }

    /// <summary>Checks that a descriptor is one of the listening sockets.</summary>
    private static int Listener(string variable, int fd, Dictionary<string, int> listeners) =>
        listeners.ContainsValue(fd)
            ? fd
            : throw Refusal(variable, Text(fd), $"{HandoverVariable.Listeners} does not have this descriptor");

    private (int Fd, FileIdentity Identity) File(string text) =>
        text.Split('=', ':') is [var fd, var device, var inode]
        && ulong.TryParse(device, NumberStyles.None, CultureInfo.InvariantCulture, out var deviceNumber)
        && ulong.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out var inodeNumber)
            ? (Number(HandoverVariable.Files, fd), new FileIdentity(deviceNumber, inodeNumber))
            : throw Refusal(HandoverVariable.Files, values[HandoverVariable.Files], "expected fd=device:inode;...");

    private int Take(string variable, int fd, Func<int, string?>? mismatchOfKind = null)
    {
        if (_descriptors.Refuse(fd, mismatchOfKind) is { } reason)
        {
            throw Refusal(variable, Text(fd), reason);
        }

        Descriptor.SetCloseOnExec(fd);
        return fd;
    }

    private string[] Items(string variable) => (values[variable] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static int Number(string variable, string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refusal(variable, value, "expected a number");

    private static string Text(int fd) => fd.ToString(CultureInfo.InvariantCulture);

    private static StartRefusedException Refusal(string variable, string? value, string reason) =>
        HandoverVariable.Refusal(variable, value, reason);
}
