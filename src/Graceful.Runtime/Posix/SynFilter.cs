using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>
/// Makes a listening TCP socket ignore new connections while its backlog can still be accepted: a socket filter (socket(7),
/// SO_ATTACH_FILTER) that drops SYN segments. The client sends its SYN again after a second, and reaches the socket that listens then.
/// Without the filter, a connection that completes between the last accept(2) and close(2) is reset.
/// </summary>
internal static unsafe class SynFilter
{
    // linux/filter.h
    private const ushort LoadByte = 0x30;
    private const ushort And = 0x54;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;

    private const uint FlagsOffset = 13;
    private const uint Syn = 0x02;
    private const uint SynAndAck = 0x12;

    /// <summary>Attaches the filter. Some kernels refuse it to ordinary users: the socket then stays as it is.</summary>
    /// <returns>True when the filter is attached.</returns>
    internal static bool TryAttach(int fd)
    {
        // The segment begins with the TCP header (tcp_filter in net/ipv4/tcp_ipv4.c).
        var program = stackalloc Instruction[]
        {
            new Instruction(LoadByte, 0, 0, FlagsOffset),
            new Instruction(And, 0, 0, SynAndAck),
            new Instruction(JumpIfEqual, 0, 1, Syn),
            new Instruction(Return, 0, 0, 0),
            new Instruction(Return, 0, 0, uint.MaxValue),
        };
        var filter = new Program { Length = 5, Instructions = program };
        return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, (uint)sizeof(Program)) == 0;
    }

    internal static void Detach(int fd)
    {
        var ignored = 0;
        _ = setsockopt(fd, SOL_SOCKET, SO_DETACH_FILTER, &ignored, sizeof(int));
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Instruction(ushort code, byte jumpTrue, byte jumpFalse, uint value)
    {
        public readonly ushort Code = code;
        public readonly byte JumpTrue = jumpTrue;
        public readonly byte JumpFalse = jumpFalse;
        public readonly uint Value = value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public Instruction* Instructions;
    }
}
