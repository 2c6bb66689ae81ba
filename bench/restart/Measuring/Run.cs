using Instruments.Load;
using Restart.Bench.Contenders;

namespace Restart.Bench.Measuring;

internal static class Run
{
    /// <summary>Time without restarts before, between and after them: the steady state for comparison.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    internal static async Task<RunResult> LatencyAsync(Contender contender, LoadProfile profile, int restarts)
    {
        await using LoadClient load = await LoadClient.StartAsync(profile.PlanFor(contender.EndPoint));
        await Task.Delay(Pause);
        var times = new List<RestartTimes>();
        for (int i = 0; i < restarts; i++)
        {
            await Task.Delay(Pause);
            times.Add(await contender.RestartAsync(load));
        }

        await Task.Delay(Pause);
        return new RunResult(contender.Name, profile, times, await load.StopAsync());
    }

    /// <summary>A separate series: reading the memory of a process pauses it.</summary>
    internal static async Task<MemoryResult> MemoryAsync(Contender contender, LoadProfile profile, int restarts)
    {
        await using LoadClient load = await LoadClient.StartAsync(profile.PlanFor(contender.EndPoint));
        var series = new List<MemoryResult>();
        for (int i = 0; i < restarts; i++)
        {
            await Task.Delay(Pause);
            var sampler = new MemorySampler(contender);
            await contender.RestartAsync(load);
            series.Add(await sampler.StopAsync());
        }

        await load.StopAsync();
        return MemoryResult.Median(series);
    }
}
