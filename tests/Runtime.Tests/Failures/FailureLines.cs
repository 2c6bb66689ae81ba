using System.Text.RegularExpressions;

namespace Runtime.Tests.Failures;

/// <summary>The log lines about processes that die and signals at a bad moment.</summary>
internal static partial class FailureLines
{
    [GeneratedRegex("The predecessor died before it had finished; serving alone as (?<pid>[0-9]+)")]
    internal static partial Regex PredecessorDied { get; }

    [GeneratedRegex("Serving as process (?<pid>[0-9]+), generation (?<generation>[0-9]+)")]
    internal static partial Regex Serving { get; }

    [GeneratedRegex(
        @"Successor (?<pid>[0-9]+) exited with 137 \(SIGKILL\) while this process drained; "
        + "accepting again as (?<old>[0-9]+), (?<count>[0-9]+) connections stayed")]
    internal static partial Regex AcceptingAgain { get; }

    [GeneratedRegex("(?<signal>SIG[A-Z0-9]+) received,? (restarting gracefully|while)")]
    internal static partial Regex RestartSignal { get; }

    [GeneratedRegex("Successor (?<pid>[0-9]+) is stopped, since this process was told to stop")]
    internal static partial Regex SuccessorIsStopped { get; }

    [GeneratedRegex("received for the second time, exiting at once with (?<code>[0-9]+)")]
    internal static partial Regex SecondStopSignal { get; }
}
