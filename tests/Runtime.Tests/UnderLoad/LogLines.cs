using System.Text.RegularExpressions;

namespace Runtime.Tests.UnderLoad;

/// <summary>The log lines of a restart that the README shows, in this order.</summary>
internal static partial class LogLines
{
    [GeneratedRegex(@"(received|pending restart begins), restarting gracefully", RegexOptions.IgnoreCase)]
    internal static partial Regex RestartingGracefully { get; }

    [GeneratedRegex(@"stopped accepting", RegexOptions.IgnoreCase)]
    internal static partial Regex StoppedAccepting { get; }

    [GeneratedRegex(@"waiting .*for .*connections? to be closed", RegexOptions.IgnoreCase)]
    internal static partial Regex WaitingForConnections { get; }

    [GeneratedRegex(@"abort", RegexOptions.IgnoreCase)]
    internal static partial Regex Aborted { get; }
}
