using System.Globalization;
using System.Net;
using Graceful.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>A server that leads the session of a terminal, as in tmux or <c>ssh -t</c>: the kernel hangs up when it exits.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class SessionLeaders(ITestOutputHelper output)
{
    [Fact]
    public async Task A_successor_survives_the_exit_of_the_leader()
    {
        using var terminal = new Terminal();

        // The process leads a session without a terminal (setsid --fork), so that the first terminal it opens is its own.
        var binary = new ServerBinary(
            "sh", ["-c", $"exec 0<>'{terminal.Path}'; exec \"$@\"", "sh", JitDemo.Binary.Program, .. JitDemo.Binary.LeadingArguments]);
        await using DemoProcess demo = await DemoProcess.StartAsync(binary, new() { Print = output.WriteLine });
        Assert.NotEqual(0, TerminalOf(demo.First));

        Generation successor = await demo.RestartAsync();
        Assert.Equal(0, (await demo.ExitOfAsync(demo.First)).Code);
        await demo.AnsweredByAsync(successor);
        Assert.True(successor.IsAlive);
        Assert.Equal(0, TerminalOf(successor));

        // It is the leader now, and has no terminal: nothing differs at the next restart.
        Generation next = await demo.RestartAsync();
        Assert.Equal(0, (await demo.ExitOfAsync(successor)).Code);
        await demo.AnsweredByAsync(next);
    }

    /// <summary>A script or <c>dotnet run</c>: it exits with its server.</summary>
    [Fact]
    public async Task A_successor_survives_the_exit_of_a_leader_that_waits_for_its_server()
    {
        using var terminal = new Terminal();
        IPEndPoint endPoint = new(IPAddress.Loopback, FreePort.Next());
        ServerBinary binary = JitDemo.Binary;
        string script = $"exec 0<>'{terminal.Path}'; \"$@\"; exit $?";
        await using ToolProcess leader = ToolProcess.Start(
            "setsid", ["sh", "-c", script, "sh", binary.Program, .. binary.LeadingArguments, "--urls", $"http://{endPoint}"]);
        using Generation first = Generation.TryOpen((await Until.AnswersAsync(endPoint, "/process/id")).Pid)!;
        Assert.NotEqual(0, TerminalOf(first));

        first.Signal(LibC.SIGUSR2);
        RawResponse answer = await Until.AnswersAsync(endPoint, "/process/id", answer => answer.Pid != first.Pid);
        using Generation successor = Generation.TryOpen(answer.Pid)!;
        try
        {
            await Until.TrueAsync(() => leader.HasExited, "the leader to exit");
            Assert.Equal(0, TerminalOf(successor));
            Assert.Equal(successor.Pid, (await RawConnection.GetAsync(endPoint, "/process/id")).Pid);
        }
        finally
        {
            // Before their pidfds are closed: the watch of exits knows processes by these numbers.
            successor.Kill();
            await Task.WhenAll(first.Exited, successor.Exited).WaitAsync(Until.Limit);
        }

        Assert.Equal(0, await leader.ExitAsync());
    }

    /// <summary>Returns tty_nr of proc_pid_stat(5), 0 for a process without a terminal.</summary>
    private static int TerminalOf(Generation generation)
    {
        string stat = File.ReadAllText($"/proc/{generation.Pid}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[4], CultureInfo.InvariantCulture);
    }

    /// <summary>A pseudo-terminal (pty(7)); the test holds its master.</summary>
    private sealed unsafe class Terminal : IDisposable
    {
        private readonly int _master;

        internal Terminal()
        {
            fixed (byte* path = "/dev/ptmx\0"u8)
            {
                _master = PosixException.Check(LibC.open(path, LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_CLOEXEC, 0), "open(/dev/ptmx)");
            }

            int unlocked = 0, number;
            PosixException.Check(LibC.ioctl(_master, LibC.TIOCSPTLCK, &unlocked), "ioctl(TIOCSPTLCK)");
            PosixException.Check(LibC.ioctl(_master, LibC.TIOCGPTN, &number), "ioctl(TIOCGPTN)");
            Path = string.Create(CultureInfo.InvariantCulture, $"/dev/pts/{number}");
        }

        internal string Path { get; }

        public void Dispose() => Descriptor.Close(_master);
    }
}
