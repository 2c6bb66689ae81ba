using System.Globalization;

namespace Graceful.Transport;

/// <summary>What an operator wants to know of a connection that does not go.</summary>
/// <param name="Listener">The endpoint that accepted it.</param>
/// <param name="Remote">The client's address; null where it has none (a Unix socket).</param>
/// <param name="Request">Method and path of its latest request, for HTTP/2 with the number of streams; null when it has made none.</param>
/// <param name="Since">How long that request has been under way; null when none is.</param>
internal sealed record ConnectionReport(string Listener, string? Remote, string? Request, TimeSpan? Since)
{
    public override string ToString()
    {
        var what = (Request, Since) switch
        {
            (null, _) => "no request yet",
            (var request, null) => $"idle after {request}",
            (var request, { } since) => string.Create(CultureInfo.InvariantCulture, $"{request} for {since.TotalSeconds:0.0} s"),
        };
        return Remote is null ? $"{what} on {Listener}" : $"{what} from {Remote} on {Listener}";
    }
}
