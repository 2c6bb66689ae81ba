using Graceful.Posix;
using Graceful.Restart;
using Graceful.Systemd;

namespace Graceful.Supervision;

/// <summary>The program that a master becomes: the file that its worker runs, started as the master was.</summary>
internal sealed class NextProgram
{
    private readonly Invocation _invocation;

    /// <param name="invocation">How the master was started.</param>
    /// <param name="program">The file that the worker runs.</param>
    internal NextProgram(Invocation invocation, WorkerProgram program)
    {
        _invocation = invocation;

        // By its name only where that still leads to the file that is known to run.
        Path = invocation.Executable.Resolve() is { } named && FileIdentity.Of(named.ToString()) == program.File
            ? invocation.Executable.From(invocation.Directory)
            : new PathName($"/proc/self/fd/{program.Fd}");
    }

    internal PathName Path { get; }

    internal IReadOnlyList<byte[]> Arguments => _invocation.Arguments;

    internal PathName Directory => _invocation.Directory;

    /// <summary>Returns the whole environment.</summary>
    /// <remarks>
    /// The listening sockets are part of the state. The descriptors of socket activation are closed by execve(2), so that their variables
    /// would name others.
    /// </remarks>
    /// <param name="stateFd">The descriptor of the state.</param>
    internal IReadOnlyList<byte[]> Variables(int stateFd) =>
    [
        .. _invocation.Without(SocketActivation.Variables).Environment.Where(entry => !SupervisionEnvironment.Owns(entry)),
        SupervisionEnvironment.DescribeState(stateFd),
        SupervisionEnvironment.DescribeProgram(_invocation.Executable),
    ];
}
