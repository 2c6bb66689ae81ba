using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The program that this process runs: replaced in place by execve(2), with the same process id.</summary>
internal static unsafe partial class ProcessImage
{
    // linux/prctl.h
    private const int PR_SET_CHILD_SUBREAPER = 36;

    /// <summary>Makes the kernel give orphaned descendants to this process instead of PID 1 (prctl(2)). Survives execve(2).</summary>
    internal static void AdoptOrphans() =>
        PosixException.Check(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "prctl(PR_SET_CHILD_SUBREAPER)");

    /// <summary>
    /// Holds these signals back in this thread until <see cref="UnblockSignals"/>. The mask survives execve(2): a signal that arrives
    /// before the new program has installed its handlers waits for them. Only signals with a handler of ours: the runtime needs the others
    /// (SIGSEGV for null references, SIGRTMIN to suspend threads), and every thread of the new program inherits the mask.
    /// </summary>
    internal static void BlockSignals(IEnumerable<int> signals) => SignalMask.Block(signals);

    internal static void UnblockSignals(IEnumerable<int> signals) => SignalMask.Unblock(signals);

    /// <summary>Enters a directory, as the name leads to it now (chdir(2)). It becomes that of the next program.</summary>
    /// <exception cref="IOException">There is no such directory, or it is not accessible.</exception>
    internal static void Enter(PathName directory)
    {
        using var memory = new NativeStrings();
        PosixException.Check(chdir(memory.Add(directory.Bytes)), "chdir", directory.ToString());
    }

    /// <summary>Replaces the program. Returns only when that failed.</summary>
    /// <param name="path">The file to execute.</param>
    /// <param name="arguments">The argument vector.</param>
    /// <param name="environment">The whole environment.</param>
    /// <param name="descriptors">The descriptors that the new program inherits, besides the standard streams.</param>
    /// <returns>The reason.</returns>
    internal static PosixException Replace(
        PathName path,
        IReadOnlyList<byte[]> arguments,
        IReadOnlyList<byte[]> environment,
        IReadOnlyList<int> descriptors)
    {
        using var memory = new NativeStrings();
        var name = memory.Add(path.Bytes);
        var argv = memory.AddVector(arguments);
        var envp = memory.AddVector(environment);
        foreach (var fd in descriptors)
        {
            Descriptor.ClearCloseOnExec(fd);
        }

        _ = execve(name, argv, envp);
        var reason = PosixException.Create("execve", Descriptor.LastError, path.ToString());
        foreach (var fd in descriptors)
        {
            Descriptor.SetCloseOnExec(fd);
        }

        return reason;
    }

    /// <summary>Opens the program of another process, without the right to read it (O_PATH).</summary>
    /// <returns>The descriptor, or −1 when the process has ended or its program is not accessible.</returns>
    internal static int OpenProgramOf(int pid)
    {
        using var memory = new NativeStrings();
        return open(memory.Add(Encoding.ASCII.GetBytes($"/proc/{pid}/exe")), O_PATH | O_CLOEXEC);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, nuint arg2, nuint arg3, nuint arg4, nuint arg5);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int execve(byte* pathname, byte** argv, byte** envp);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int open(byte* pathname, int flags);
}
