using Instruments.Servers;

namespace Runtime.Tests.Supervision;

/// <summary>The restart of a supervised service after which its master replaces its own program.</summary>
internal static class MasterReplacement
{
    /// <param name="demo">The service; it has no probation.</param>
    /// <param name="deployment">Receives another file of the same program.</param>
    /// <param name="times">The number of times that the master has replaced its program afterwards.</param>
    internal static async Task DeployAndRestartAsync(DemoProcess demo, Deployment deployment, int times)
    {
        Generation old = demo.Newest;
        deployment.DeployGood();
        await demo.AnsweredByAsync(await demo.RestartAsync());
        await demo.ExitOfAsync(old);
        await demo.LoggedTimesAsync(times, $"The master {demo.Master.Pid} has replaced its program");
    }
}
