using System.Text.RegularExpressions;

namespace Runtime.Tests.UnderLoad;

/// <summary>What the README promises that the log says during a restart, in this order.</summary>
internal static partial class LogLines
{
    [GeneratedRegex(@"received.*restarting gracefully", RegexOptions.IgnoreCase)]
    internal static partial Regex RestartingGracefully { get; }

    [GeneratedRegex(@"new process (?<pid>[0-9]+) has (been )?started", RegexOptions.IgnoreCase)]
    internal static partial Regex NewProcessHasStarted { get; }

    [GeneratedRegex(@"stopped accepting", RegexOptions.IgnoreCase)]
    internal static partial Regex StoppedAccepting { get; }

    [GeneratedRegex(@"waiting .*for .*connections? to be closed", RegexOptions.IgnoreCase)]
    internal static partial Regex WaitingForConnections { get; }

    [GeneratedRegex(@"all connections have been closed", RegexOptions.IgnoreCase)]
    internal static partial Regex AllConnectionsClosed { get; }

    [GeneratedRegex(@"abort", RegexOptions.IgnoreCase)]
    internal static partial Regex Aborted { get; }

    [GeneratedRegex(@"destruct demo context")]
    internal static partial Regex DestructDemoContext { get; }
}
