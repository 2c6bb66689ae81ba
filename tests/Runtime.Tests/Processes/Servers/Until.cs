namespace Runtime.Tests.Processes.Servers;

/// <summary>Polls every 2 ms, for conditions without an event.</summary>
internal static class Until
{
    internal static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(condition, () => what);

    internal static async Task TrueAsync(Func<bool> condition, Func<string> what)
    {
        long deadline = Environment.TickCount64 + (long)DemoProcess.Limit.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > deadline)
            {
                throw new TimeoutException($"Waited {DemoProcess.Limit.TotalSeconds:0} s for {what()} in vain.");
            }

            await Task.Delay(2);
        }
    }
}
