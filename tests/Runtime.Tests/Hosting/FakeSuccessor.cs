using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;

namespace Runtime.Tests.Hosting;

/// <summary>Records its calls.</summary>
internal sealed class FakeSuccessor(int pid, List<string> deeds) : ISuccessor
{
    public bool TakesReentries => true;

    public bool TakesEventStreams => true;

    public bool TakesUnansweredRequests => true;

    public bool ReportsResumed => false;

    public int Pid => pid;

    public IReadOnlyList<string> Unwanted { get; set; } = [];

    public string ErrorOutput { get; set; } = "";

    public bool HasEnded { get; set; }

    public int Unanswered { get; set; }

    /// <summary>True when it was notified that the single-generation services have stopped.</summary>
    public bool MayRunServices { get; private set; }

    public void AnnounceServicesStopped() => MayRunServices = true;

    public void Kill(int signal) => deeds.Add($"{Signals.Name(signal)} to {pid}");

    public void RequestRestart() => deeds.Add($"ask {pid} to restart");

    /// <summary>It received a stop signal, and exits before this process.</summary>
    public bool HasLeft { get; set; }

    public bool Finish()
    {
        deeds.Add($"finish {pid}");
        return !HasLeft;
    }

    public void Take(HandoverConnection connection, int fd) => throw new NotSupportedException("No connection is real here.");
}
