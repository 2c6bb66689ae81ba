using System.Net;
using System.Net.Sockets;

namespace Graceful.Transport;

/// <summary>The reason why an address cannot be bound, and the advice for the operator.</summary>
internal sealed record BindProblem(string Reason, string Advice)
{
    internal static BindProblem Of(EndPoint endpoint, SocketException cause) => endpoint is UnixDomainSocketEndPoint
        ? OfPath(endpoint.ToString()!, cause)
        : cause.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => new(
                "address already in use", "Stop the process that uses it ('ss -tlnp' names it), or configure another address."),
            SocketError.AccessDenied => new(
                "permission denied",
                "Configure a port from 1024 on, or grant CAP_NET_BIND_SERVICE (setcap, or AmbientCapabilities= in systemd)."),
            SocketError.AddressNotAvailable => new(
                "no network interface has this address",
                "Configure one of the machine's addresses ('ip address' lists them), or start when the network is up."),
            _ => Other(cause),
        };

    internal static BindProblem OfOwnEndpoint(string key) => new(
        "address already in use", $"The endpoint {key} of this program has it: remove one of the two from the configuration.");

    private static BindProblem OfPath(string path, SocketException cause) => cause.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => new(
            "address already in use",
            "Stop the process that listens there ('ss -xlp' names it), remove the file if it is not a socket, or configure another path."),
        SocketError.AccessDenied => new(
            "permission denied", "Change the owner or the permissions of the directory, or configure another path."),

        // The runtime reports ENOENT as this error.
        SocketError.AddressNotAvailable when !Directory.Exists(Path.GetDirectoryName(path)) => new(
            "its directory does not exist", "Create the directory (RuntimeDirectory= in systemd), or configure another path."),
        _ => Other(cause),
    };

    private static BindProblem Other(SocketException cause) => cause.SocketErrorCode == SocketError.TooManyOpenSockets
        ? new("too many open files", "Raise the limit of descriptors ('ulimit -n', LimitNOFILE= in systemd).")
        : new(cause.Message, "Check the address in the configuration.");
}
