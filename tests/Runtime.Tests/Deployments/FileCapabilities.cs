using System.Diagnostics;
using System.Globalization;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>
/// A program that gains privileges from its file cannot be dumped, and the kernel hides parts of /proc/self from it. This is the usual
/// way for an ordinary user to serve port 80.
/// </summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class FileCapabilities(NativeDemo native, ITestOutputHelper output) : IDisposable
{
    private const string Nobody = "65534";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("graceful-capabilities-");

    [NeedsTool("setcap", "setpriv", RequiresRoot = true)]
    public async Task An_ordinary_user_restarts_a_program_with_file_capabilities()
    {
        string program = Path.Combine(_directory.FullName, "app");
        File.Copy(native.Binary.Program, program);
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(_directory.FullName, (UnixFileMode)0b111_101_101);
        using (Process setcap = Process.Start(Tool.Find("setcap")!, ["cap_net_bind_service=ep", program]))
        {
            await setcap.WaitForExitAsync();
            Assert.Equal(0, setcap.ExitCode);
        }

        // env(1) runs without privileges when it executes the program. Executed by setpriv, /proc/self would not be hidden.
        var binary = new ServerBinary("setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "env", program);
        await using DemoProcess demo = await DemoProcess.StartAsync(binary, new()
        {
            Print = output.WriteLine,
            WorkingDirectory = _directory.FullName,
            Environment = new Dictionary<string, string?> { ["GREETING"] = "Grüße", ["NOTIFY_SOCKET"] = null },
        });
        Assert.Equal(0, UserOf($"/proc/{demo.First.Pid}/environ"));
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        Assert.Contains("GREETING=Grüße\0", File.ReadAllText($"/proc/{successor.Pid}/environ"), StringComparison.Ordinal);
    }

    private static int UserOf(string path)
    {
        using Process stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%u", path]) { RedirectStandardOutput = true })!;
        return int.Parse(stat.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
