using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Graceful.Transport;

/// <summary>
/// An address cannot be bound. A <see cref="SocketException"/>, as Kestrel's own transport throws: Kestrel tries 0.0.0.0 after it, on
/// machines without IPv6.
/// </summary>
internal sealed class BindException(EndPoint endpoint, SocketException cause)
    : SocketException((int)cause.SocketErrorCode, Describe(endpoint, BindProblem.Of(endpoint, cause))), IOperatorError
{
    /// <summary>EX_UNAVAILABLE of sysexits.h.</summary>
    internal const int ExitCode = 69;

    internal BindProblem Problem { get; } = BindProblem.Of(endpoint, cause);

    int IOperatorError.ExitCode => ExitCode;

    /// <summary>Returns the message only: the host logs this text, and the stack is always the same.</summary>
    public override string ToString() => Message;

    private static string Describe(EndPoint endpoint, BindProblem problem) =>
        $"Failed to bind to address {ListenerKey.Of(endpoint)}: {problem.Reason}. {problem.Advice}";
}

/// <summary>An address is in use. Kestrel throws an <see cref="IOException"/> for it, without the advice.</summary>
internal sealed class AddressTakenException(EndPoint endpoint, SocketException cause) : AddressInUseException(cause.Message, cause)
{
    internal BindProblem Problem { get; } = BindProblem.Of(endpoint, cause);
}
