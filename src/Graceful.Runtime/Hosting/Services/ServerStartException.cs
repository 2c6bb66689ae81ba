using System.Security.Cryptography;
using Graceful.Transport;

namespace Graceful.Hosting;

/// <summary>The server could not start for a reason that the operator can change: an address, a path or a certificate.</summary>
internal sealed class ServerStartException(string message, Exception cause) : IOException(message, cause), IOperatorError
{
    private const string AddressAdvice =
        "Configure addresses such as http://127.0.0.1:5000 or http://*:8080 (--urls, ASPNETCORE_URLS, Kestrel:Endpoints).";

    private const string CertificateAdvice = "Check the certificates of the endpoints.";

    // Kestrel throws InvalidOperationException for mistakes of the configuration and of the program; only its texts distinguish them.
    private static readonly string[] AddressMistakes =
    [
        "Unrecognized scheme in server address", "A path base can only be configured", "Dynamic port binding is not supported",
        "The endpoint ",
    ];

    private static readonly string[] CertificateMistakes =
    [
        "Unable to configure HTTPS endpoint", "Call UseKestrelHttpsConfiguration()", "The requested certificate ", "Certificate ",
        "The server mode SSL must use a certificate",
    ];

    int IOperatorError.ExitCode => BindException.ExitCode;

    /// <summary>Returns the message only: the host logs this text. The exception with its stack is logged for debugging.</summary>
    public override string ToString() => Message;

    /// <summary>Returns the exception that replaces one of Kestrel's start; null for those that are not the operator's.</summary>
    internal static ServerStartException? Of(Exception cause) => Describe(cause) is { } message ? new(message, cause) : null;

    /// <summary>
    /// Returns the exception that replaces one of the application's code for Kestrel's options; null for those that are not the operator's.
    /// </summary>
    /// <remarks>That code may parse and load anything: without a stack trace, these texts would not show where.</remarks>
    internal static ServerStartException? OfOptions(Exception cause) => cause switch
    {
        FormatException => null,

        // An assembly.
        FileNotFoundException { FileName: var name } when name?.StartsWith('/') != true => null,
        _ => Of(cause),
    };

    private static string? Describe(Exception cause) => cause switch
    {
        IOException { InnerException: AddressTakenException taken } => $"{cause.Message} {taken.Problem.Advice}",

        // "Failed to bind to address http://localhost:80.", for IPv4 and IPv6.
        IOException { InnerException: AggregateException { InnerExceptions: [BindException { Problem: var problem }, ..] } } =>
            $"{cause.Message.TrimEnd('.')}: {problem.Reason}. {problem.Advice}",
        ArgumentOutOfRangeException { ActualValue: string path } when path.StartsWith('/') =>
            $"Failed to bind to address unix:{path}: the path is too long (unix(7)). Configure one of at most 107 bytes.",
        ArgumentOutOfRangeException { ParamName: "port" } => WithAdvice("A port is above 65535", AddressAdvice),
        ArgumentException { ParamName: "socketPath" } => WithAdvice("The path of a Unix socket is not absolute", AddressAdvice),
        FormatException => WithAdvice(cause.Message, AddressAdvice),
        InvalidOperationException when BeginsWithOneOf(cause.Message, AddressMistakes) => WithAdvice(cause.Message, AddressAdvice),
        InvalidOperationException or NotSupportedException when BeginsWithOneOf(cause.Message, CertificateMistakes) =>
            WithAdvice(cause.Message, CertificateAdvice),
        CryptographicException { InnerException: (IOException or UnauthorizedAccessException) and var file } =>
            WithAdvice(file.Message, CertificateAdvice),
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or CryptographicException =>
            WithAdvice(cause.Message, CertificateAdvice),
        _ => null,
    };

    private static bool BeginsWithOneOf(string message, string[] beginnings) =>
        Array.Exists(beginnings, beginning => message.StartsWith(beginning, StringComparison.Ordinal));

    private static string WithAdvice(string reason, string advice) =>
        $"The server could not start: {reason.ReplaceLineEndings(" ").TrimEnd('.')}. {advice}";
}
