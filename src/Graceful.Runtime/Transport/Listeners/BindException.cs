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
/// <param name="cause">The exception of bind(2) or listen(2).</param>
/// <param name="problem">The advice for the operator.</param>
internal sealed class AddressTakenException(SocketException cause, BindProblem problem) : AddressInUseException(cause.Message, cause)
{
    internal BindProblem Problem => problem;

    /// <summary>Returns the exception for an address that another endpoint of this process has.</summary>
    /// <param name="key">The key of that endpoint.</param>
    internal AddressTakenException By(string key) => new(cause, BindProblem.OfOwnEndpoint(key));
}
