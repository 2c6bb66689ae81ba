using System.Security.Cryptography;
using Graceful.Transport;

namespace Graceful.Hosting;

/// <summary>The server could not start for a reason that the operator can change: an address, a path or a certificate.</summary>
internal sealed class ServerStartException(string message, Exception cause) : IOException(message, cause), IOperatorError
{
    int IOperatorError.ExitCode => BindException.ExitCode;

    /// <summary>Returns the message only: the host logs this text. The exception with its stack is logged for debugging.</summary>
    public override string ToString() => Message;

    /// <summary>Returns the exception that replaces one of Kestrel's start; null for those that are not the operator's.</summary>
    internal static ServerStartException? Of(Exception cause) => Describe(cause) is { } message ? new(message, cause) : null;

    private static string? Describe(Exception cause) => cause switch
    {
        IOException { InnerException: AddressTakenException taken } => $"{cause.Message} {taken.Problem.Advice}",

        // "Failed to bind to address http://localhost:80.", for IPv4 and IPv6.
        IOException { InnerException: AggregateException { InnerExceptions: [BindException { Problem: var problem }, ..] } } =>
            $"{cause.Message.TrimEnd('.')}: {problem.Reason}. {problem.Advice}",
        ArgumentOutOfRangeException { ActualValue: string path } when path.StartsWith('/') =>
            $"Failed to bind to address unix:{path}: the path is too long (unix(7)). Configure one of at most 107 bytes.",
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or CryptographicException =>
            $"The server could not start: {cause.Message.ReplaceLineEndings(" ")} Check the certificates of the endpoints.",
        _ => null,
    };
}
