using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Graceful.Posix;
using Runtime.Tests.Processes;
using Tmds.Linux;

namespace Runtime.Tests.Posix;

/// <summary>The arguments, environment and descriptors of a child, and its exit.</summary>
[SupportedOSPlatform("linux")]
[Collection(ChildProcessStarts.Name)]
public sealed class ChildProcessTests : IDisposable
{
    private static readonly int SigPipeBit = 1 << (LibC.SIGPIPE - 1);

    private static readonly byte[][] Sleep = ["sleep"u8.ToArray(), "1000"u8.ToArray()];

    private readonly string _directory = Directory.CreateTempSubdirectory("graceful-").FullName;

    [Fact]
    public async Task Arguments_and_environment_arrive_byte_for_byte()
    {
        byte[][] arguments =
        [
            "odd \" name"u8.ToArray(), "-c"u8.ToArray(), "cat /proc/$$/cmdline > cmdline; cat /proc/$$/environ > environ"u8.ToArray(),
            "a b"u8.ToArray(), "line\nbreak"u8.ToArray(), "Grüße"u8.ToArray(), [0xff, 0xfe], [], "$HOME *"u8.ToArray(),
        ];
        byte[][] environment = ["PATH=/usr/bin:/bin"u8.ToArray(), "EMPTY="u8.ToArray(), "A=b=c\nd"u8.ToArray(),
            [(byte)'R', (byte)'=', 0xc3, 0x28]];

        await RunAsync("/bin/sh", arguments, environment);
        Assert.Equal(Joined(arguments), ReadFile("cmdline"));
        Assert.Equal(Joined(environment), ReadFile("environ"));
    }

    [Fact]
    public async Task It_starts_in_its_directory_and_finds_a_relative_program_there()
    {
        File.CreateSymbolicLink(Path.Combine(_directory, "shell"), "/bin/sh");
        await RunAsync("./shell", Shell("pwd -P > where"), []);
        Assert.Equal($"{new PathName(_directory).Resolve()}\n", Encoding.UTF8.GetString(ReadFile("where")));
    }

    [Fact]
    public async Task Only_the_descriptors_that_are_listed_are_open_in_it()
    {
        var (passed, kept) = Packet.CreateChannel();
        Assert.True(IsCloseOnExec(passed));
        var child = Start("/bin/sleep", Sleep, [], passed);

        // The descriptors that this process was started with are not ours to close (0, 1 and 2, and those of the runner).
        var expected = Descriptors("self").Where(fd => fd != passed && !IsCloseOnExec(fd)).Append(passed).Order();
        Assert.Equal(expected, Descriptors($"{child.Pid}").Order());
        Assert.DoesNotContain(kept, Descriptors($"{child.Pid}"));
        Assert.True(IsCloseOnExec(passed));
        child.Kill(LibC.SIGKILL);
        await EndAsync(child);
        Descriptor.Close(passed);
        Descriptor.Close(kept);
    }

    [Fact]
    public async Task SIGPIPE_ends_it_again_and_no_signal_is_blocked()
    {
        // The runtime ignores it here: otherwise this would show nothing.
        Assert.NotEqual(0, Mask("self", "SigIgn") & SigPipeBit);
        var child = Start("/bin/sleep", Sleep, []);
        Assert.Equal(0, Mask($"{child.Pid}", "SigIgn") & SigPipeBit);
        Assert.Equal(0, Mask($"{child.Pid}", "SigBlk"));
        child.Kill(LibC.SIGKILL);
        await EndAsync(child);
    }

    [Theory]
    [InlineData("exit 0", "0")]
    [InlineData("exit 3", "3")]
    [InlineData("kill -KILL $$", "137 (SIGKILL)")]
    [InlineData("kill -SEGV $$", "139 (SIGSEGV)")]
    public async Task Its_end_is_told_as_a_shell_would(string script, string expected) =>
        Assert.Equal(expected, (await EndAsync(Start("/bin/sh", Shell(script), []))).ToString());

    [Fact]
    public async Task It_runs_until_it_is_killed_and_is_gone_for_good_then()
    {
        var child = Start("/bin/sleep", Sleep, []);
        Assert.Null(child.TryGetExit());
        child.Kill(LibC.SIGTERM);
        Assert.Equal(LibC.SIGTERM, (await EndAsync(child)).Signal);
        Assert.Equal(LibC.SIGTERM, child.TryGetExit()!.Value.Signal);

        // Its number may be a stranger's by now: nothing is sent to it.
        child.Kill(LibC.SIGKILL);
    }

    [Fact]
    public void A_program_that_is_not_there_is_named()
    {
        var failure = Assert.Throws<PosixException>(() => Start("/nowhere/app", Shell(""), []));
        Assert.Equal(LibC.ENOENT, failure.Errno);
        Assert.Contains("/nowhere/app", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_program_is_refused()
    {
        const int NoExec = 8, Access = 13;
        var file = Path.Combine(_directory, "app");
        File.WriteAllText(file, "\u007fELF, but no more of it");
        Assert.Equal(Access, Assert.Throws<PosixException>(() => Start(file, Shell(""), [])).Errno);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(NoExec, Assert.Throws<PosixException>(() => Start(file, Shell(""), [])).Errno);
    }

    [Fact]
    public void A_directory_that_is_gone_is_named_and_not_the_program()
    {
        var failure = Assert.Throws<PosixException>(
            () => ChildProcess.Start(new PathName("/bin/sh"), Shell(""), [], new PathName("/nowhere"), []));
        Assert.Equal(LibC.ENOENT, failure.Errno);
        Assert.Contains("the working directory /nowhere", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/bin/sh", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static byte[][] Shell(string script) => ["sh"u8.ToArray(), "-c"u8.ToArray(), Encoding.UTF8.GetBytes(script)];

    private static byte[] Joined(byte[][] parts) => [.. parts.SelectMany(part => part.Append((byte)0))];

    private static long Mask(string pid, string name)
    {
        var line = File.ReadLines($"/proc/{pid}/status").Single(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(name.Length + 1).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static int[] Descriptors(string pid) =>
        [.. Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd")
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))];

    /// <summary>One that was closed in the meantime is none that a child could have.</summary>
    private static bool IsCloseOnExec(int fd) => LibC.fcntl(fd, LibC.F_GETFD) is var flags && (flags == -1 || flags == LibC.FD_CLOEXEC);

    private static async Task<ExitStatus> EndAsync(ChildProcess child)
    {
        await Until.TrueAsync(() => child.TryGetExit() is not null, "the child to end");
        return child.TryGetExit()!.Value;
    }

    private ChildProcess Start(string path, byte[][] arguments, byte[][] environment, params int[] inheritedFds) =>
        ChildProcess.Start(new PathName(path), arguments, environment, new PathName(_directory), inheritedFds);

    private async Task RunAsync(string path, byte[][] arguments, byte[][] environment, params int[] inheritedFds) =>
        Assert.Equal(0, (await EndAsync(Start(path, arguments, environment, inheritedFds))).Raw);

    private byte[] ReadFile(string name) => File.ReadAllBytes(Path.Combine(_directory, name));
}
