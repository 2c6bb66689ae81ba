using System.Net;
using Runtime.Tests.Processes;
using Runtime.Tests.Processes.Servers;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>A program that was deployed without the folder <c>runtimes</c>, which has Tmds.LibC.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class IncompleteDeployments(ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-incomplete-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_server_runs_without_restarts_and_names_the_missing_file()
    {
        JitBuild.Deploy(JitBuild.FolderOf("samples/AotDemo"), _folder.FullName, withRuntimes: false);
        var endPoint = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        await using ToolProcess server = ToolProcess.Start(
            ServerBinary.Dotnet, Path.Combine(_folder.FullName, "AotDemo.dll"), "--urls", $"http://{endPoint}");
        await server.AcceptsAsync(endPoint);
        server.Interrupt();
        Assert.Equal(0, await server.ExitAsync());
        output.WriteLine(server.Output.ToString());
        Assert.Equal(1, server.Output.Count("Tmds.LibC.dll could not be loaded"));
        Assert.Equal(0, server.Output.Count("need Linux"));
    }
}
