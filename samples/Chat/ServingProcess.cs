using System.Diagnostics;
using Graceful;

namespace Chat;

/// <summary>The process that serves a client.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="Generation">The number of restarts before this process.</param>
/// <param name="Started">The start time of the process.</param>
internal sealed record ServingProcess(int Pid, int Generation, DateTimeOffset Started)
{
    internal static ServingProcess Current(IServiceProvider services)
    {
        using var process = Process.GetCurrentProcess();
        return new(process.Id, services.GetRequiredService<IGraceful>().Generation, process.StartTime.ToUniversalTime());
    }
}
