using Graceful.Posix;
using Tmds.Linux;

namespace Runtime.Tests.Posix;

/// <summary>A thread with a working directory of its own: glibc before 2.29 starts a process in another directory only from one.</summary>
public sealed class SpawnDirectoryTests
{
    [Fact]
    public void The_directory_of_the_process_stays()
    {
        var before = Environment.CurrentDirectory;
        var (inside, id) = (string.Empty, 0);
        var result = SpawnDirectory.OnThreadIn(new PathName("/"), () =>
        {
            inside = new DirectoryInfo("/proc/thread-self/cwd").LinkTarget;
            id = Environment.CurrentManagedThreadId;
            return 7;
        });
        Assert.Equal(("/", 7), (inside, result));
        Assert.NotEqual(Environment.CurrentManagedThreadId, id);
        Assert.Equal(before, Environment.CurrentDirectory);
    }

    [Fact]
    public void A_directory_that_is_gone_is_named_and_nothing_runs()
    {
        var failure = Assert.Throws<PosixException>(
            () => SpawnDirectory.OnThreadIn(new PathName("/nowhere"), () => throw new NotSupportedException()));
        Assert.Equal(LibC.ENOENT, failure.Errno);
        Assert.Contains("chdir failed for the working directory /nowhere", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_the_code_arrives() =>
        Assert.Throws<NotSupportedException>(() => SpawnDirectory.OnThreadIn(new PathName("/"), () => throw new NotSupportedException()));

    [NeedsRoot]
    public void Without_a_thread_the_limits_are_named() => ThreadShortage.Run(() =>
        Assert.Contains("RLIMIT_NPROC", Assert.Throws<IOException>(() => SpawnDirectory.OnThreadIn(new PathName("/"), () => 0)).Message,
            StringComparison.Ordinal));
}
