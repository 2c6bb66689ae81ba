namespace Graceful.Supervision;

/// <summary>The delay before a crashed worker is started again: doubles with each crash, starts anew after a healthy minute.</summary>
internal sealed class RestartBackOff
{
    internal static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    internal static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);

    /// <summary>Crashes since the last healthy minute.</summary>
    internal int Crashes { get; set; }

    /// <summary>Counts a crash.</summary>
    /// <param name="served">How long the worker had served.</param>
    /// <returns>The delay before the next start.</returns>
    internal TimeSpan Next(TimeSpan served)
    {
        Crashes = served >= Healthy ? 1 : Crashes + 1;
        var doublings = Math.Min(Crashes - 1, 10);
        var delay = Shortest * (1 << doublings);
        return delay < Longest ? delay : Longest;
    }
}
