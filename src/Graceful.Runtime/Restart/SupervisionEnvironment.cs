using System.Globalization;
using System.Text;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>The variables by which a master makes itself known to its workers and to its own next program.</summary>
/// <param name="Channel">The workers' end of the channel to the master; −1 in a process that has no master.</param>
/// <param name="State">The memory file with the state of the master that this program continues; −1 elsewhere.</param>
/// <param name="IsCheck">True in a process that only shows that this program starts as a master.</param>
internal sealed record SupervisionEnvironment(int Channel, int State, bool IsCheck)
{
    private const string ChannelName = "GRACEFUL_SUPERVISOR";
    private const string StateName = "GRACEFUL_MASTER_STATE";
    private const string CheckName = "GRACEFUL_MASTER_CHECK";
    private const string ProgramName = "GRACEFUL_PROGRAM";

    private static readonly string[] Names = [ChannelName, StateName, CheckName, ProgramName];

    internal static SupervisionEnvironment None { get; } = new(-1, -1, false);

    /// <summary>True before <see cref="Take"/> in a worker.</summary>
    internal static bool IsPresent => Environment.GetEnvironmentVariable(ChannelName) is not null;

    /// <summary>True before <see cref="Take"/> in a master that has replaced its program.</summary>
    internal static bool ContinuesMaster => Environment.GetEnvironmentVariable(StateName) is not null;

    internal static ReadOnlySpan<byte> ProgramPrefix => "GRACEFUL_PROGRAM="u8;

    internal bool IsWorker => Channel >= 0;

    /// <summary>Reads the variables and removes them.</summary>
    /// <param name="handover">The hand-over, whose descriptors have purposes already.</param>
    /// <exception cref="StartRefusedException">A variable does not name the descriptor that it should.</exception>
    internal static SupervisionEnvironment Take(HandoverEnvironment handover)
    {
        var channel = Descriptor(ChannelName, EnvironmentVariable.Take(ChannelName));
        if (channel >= 0 && !Packet.IsChannel(channel))
        {
            throw Refusal(ChannelName, Text(channel), "the descriptor is not a channel");
        }

        if (channel >= 0 && handover.Uses(channel))
        {
            throw Refusal(ChannelName, Text(channel), "the descriptor has another purpose in the hand-over");
        }

        var program = EnvironmentVariable.Take(ProgramName);
        var state = Descriptor(StateName, EnvironmentVariable.Take(StateName));
        if (state >= 0 && !Posix.Descriptor.IsMemory(state))
        {
            throw Refusal(StateName, Text(state), "the descriptor is not a memory file");
        }

        if (channel >= 0 && state >= 0)
        {
            throw Refusal(StateName, Text(state), $"{ChannelName} is set too, and no process is a worker and a master");
        }

        if (program is not null && channel < 0 && state < 0)
        {
            // A restart would start that program.
            throw Refusal(ProgramName, program, $"neither {ChannelName} nor {StateName} is set");
        }

        var check = EnvironmentVariable.Take(CheckName);
        if (check is not null && state < 0)
        {
            throw Refusal(CheckName, check, $"{StateName} is missing");
        }

        return new SupervisionEnvironment(channel, state, IsCheck: check is not null);
    }

    /// <summary>The variable for a worker.</summary>
    internal static byte[] DescribeChannel(int fd) => Entry(ChannelName, fd);

    /// <summary>The variable for the next program of the master.</summary>
    internal static byte[] DescribeState(int fd) => Entry(StateName, fd);

    /// <summary>The variable that makes the next program of the master end where it would begin to supervise.</summary>
    internal static byte[] DescribeCheck() => Entry(CheckName, 1);

    /// <summary>
    /// The variable with the program's name, for a process that is started through a descriptor: the kernel has no name for it.
    /// </summary>
    internal static byte[] DescribeProgram(PathName program) => [.. ProgramPrefix, .. program.Bytes];

    /// <summary>True for an environment entry that is one of these variables.</summary>
    internal static bool Owns(byte[] entry)
    {
        var text = Encoding.UTF8.GetString(entry);
        return Names.Any(name => text.StartsWith(name + '=', StringComparison.Ordinal));
    }

    private static int Descriptor(string name, string? value)
    {
        if (value is null)
        {
            return -1;
        }

        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var fd))
        {
            throw Refusal(name, value, "expected the number of an open descriptor");
        }

        if (NamedDescriptors.Mismatch(fd) is { } reason)
        {
            throw Refusal(name, value, reason);
        }

        Posix.Descriptor.SetCloseOnExec(fd);
        return fd;
    }

    private static string Text(int fd) => fd.ToString(CultureInfo.InvariantCulture);

    private static byte[] Entry(string name, int value) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));

    private static StartRefusedException Refusal(string name, string value, string reason) => new(
        $"{name}='{HandoverVariable.Shorten(value)}' was not set by a Graceful master: {reason}. Refusing to start; unset it.");
}
