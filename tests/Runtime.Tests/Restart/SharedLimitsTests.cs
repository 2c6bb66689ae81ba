using Graceful.Restart;

namespace Runtime.Tests.Restart;

/// <summary>
/// The files of the kernel, as they are in containers and services of both versions of control groups. Real limits are in
/// <see cref="Failures.LimitsOfGroups"/>; a machine has one version of each controller only.
/// </summary>
public sealed class SharedLimitsTests : IDisposable
{
    private const string NoLimit = "9223372036854771712";

    private readonly string _folder = Directory.CreateTempSubdirectory("graceful-limits-").FullName;

    private string Proc => Path.Combine(_folder, "proc");

    private string Groups => Path.Combine(_folder, "cgroup");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_limit_that_holds_two_processes_refuses_no_restart()
    {
        Unified("/", ("memory.max", "67108864"), ("memory.current", "33554432"));

        Assert.Null(Reason());
    }

    [Fact]
    public void A_limit_of_memory_that_leaves_less_than_a_process_needs_refuses_it()
    {
        Unified("/", ("memory.max", "67108864"), ("memory.current", "57671680"));

        Assert.Equal(
            $"the memory limit of 64 MiB ({Groups}/memory.max) leaves 9 MiB, and this process had 20.5 MiB when it was ready, so that the "
            + "kernel would end one of the two; make room for both, or stop and start the service",
            Reason());
    }

    [Theory]
    [InlineData("inactive_file 12582912")]
    [InlineData("active_file 6291456\nslab_reclaimable 6291456")]
    public void Memory_that_the_kernel_can_take_back_counts_as_free(string cache)
    {
        Unified("/", ("memory.max", "67108864"), ("memory.current", "57671680"), ("memory.stat", $"anon 1\n{cache}\n"));

        Assert.Null(Reason());
    }

    [Fact]
    public void Swap_space_counts_as_free()
    {
        Unified("/", ("memory.max", "67108864"), ("memory.current", "57671680"));
        Machine(available: 1_000_000, swap: 12_288);

        Assert.Null(Reason());
    }

    [Fact]
    public void Swap_space_that_the_group_may_not_use_does_not_count()
    {
        Unified("/", ("memory.max", "67108864"), ("memory.current", "57671680"), ("memory.swap.max", "0"), ("memory.swap.current", "0"));
        Machine(available: 1_000_000, swap: 12_288);

        Assert.Contains("leaves 9 MiB", Reason(), StringComparison.Ordinal);
    }

    /// <summary>A service of systemd: its slice has the limit.</summary>
    [Fact]
    public void The_limit_of_a_group_above_counts()
    {
        Unified("/system.slice/app service.service", ("memory.max", "max"), ("memory.current", "57671680"));
        Write("cgroup/system.slice", ("memory.max", "60000000"), ("memory.current", "57671680"), ("memory.stat", ""));

        Assert.Contains($"({Groups}/system.slice/memory.max) leaves 2.2 MiB", Reason(), StringComparison.Ordinal);
    }

    /// <summary>A container without a cgroup namespace sees its own group at the mount point, and a path from outside.</summary>
    [Theory]
    [InlineData("/docker/4f2a", "/docker/4f2a")]
    [InlineData("/../other", "/")]
    [InlineData("/docker/other", "/docker/4f2a")]
    public void A_group_at_the_mount_point_is_found(string path, string root)
    {
        Unified(path, root, ("memory.max", "67108864"), ("memory.current", "57671680"));

        Assert.Contains($"({Groups}/memory.max)", Reason(), StringComparison.Ordinal);
    }

    [Fact]
    public void Version_1_is_read_where_it_has_the_controller()
    {
        Process("12:pids:/\n4:cpu,memory:/app\n0::/\n",
            $"31 25 0:27 / {Groups} rw - cgroup2 cgroup2 rw", $"32 25 0:28 / {Groups}/memory rw shared:9 - cgroup cgroup rw,cpu,memory");
        Write("cgroup/memory/app", ("memory.limit_in_bytes", "67108864"), ("memory.usage_in_bytes", "57671680"),
            ("memory.stat", "total_inactive_file 1048576\ninactive_file 99999999\n"));

        Assert.Contains(
            $"the memory limit of 64 MiB ({Groups}/memory/app/memory.limit_in_bytes) leaves 10 MiB", Reason(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_of_memory_and_swap_of_version_1_counts()
    {
        Process("4:memory:/\n", $"32 25 0:28 / {Groups} rw - cgroup cgroup rw,memory");
        Write("cgroup", ("memory.limit_in_bytes", "67108864"), ("memory.usage_in_bytes", "57671680"), ("memory.stat", ""),
            ("memory.memsw.limit_in_bytes", "67108864"), ("memory.memsw.usage_in_bytes", "57671680"));
        Machine(available: 1_000_000, swap: 1_000_000);

        Assert.Contains("leaves 9 MiB", Reason(), StringComparison.Ordinal);
    }

    [Fact]
    public void Version_1_without_a_limit_refuses_no_restart()
    {
        Process("4:memory:/\n", $"32 25 0:28 / {Groups} rw - cgroup cgroup rw,memory");
        Write("cgroup", ("memory.limit_in_bytes", NoLimit), ("memory.usage_in_bytes", "57671680"), ("memory.stat", ""),
            ("memory.memsw.limit_in_bytes", NoLimit), ("memory.memsw.usage_in_bytes", "57671680"));
        Machine(available: 1_000_000, swap: 1_000_000);

        Assert.Null(Reason());
    }

    [Fact]
    public void A_machine_without_memory_refuses_a_restart()
    {
        Unified("/");
        Machine(available: 4096, swap: 1024);

        Assert.Contains("the memory of the machine leaves 5 MiB", Reason(), StringComparison.Ordinal);
    }

    /// <summary>Kernels before 3.14, and sandboxes that emulate the file.</summary>
    [Fact]
    public void A_machine_that_does_not_tell_its_available_memory_refuses_no_restart()
    {
        Unified("/");
        Write("proc", ("meminfo", "MemTotal:  2000000 kB\nMemFree:  1000 kB\n"));

        Assert.Null(Reason());
    }

    [Theory]
    [InlineData("87", null)]
    [InlineData("88", "the limit of 100 tasks")]
    public void A_limit_of_tasks_that_leaves_fewer_than_a_process_needs_refuses_it(string current, string? reason)
    {
        Unified("/", ("pids.max", "100"), ("pids.current", current));

        if (reason is null)
        {
            Assert.Null(Reason());
        }
        else
        {
            Assert.Equal(
                $"{reason} ({Groups}/pids.max) leaves 12, and this process had 13 threads when it was ready; make room for both, or stop "
                + "and start the service",
                Reason());
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("0::/", "")]
    [InlineData("nonsense\n0::/\n", "31 25 0:27\n- - - - - -\n")]
    public void Without_a_known_limit_no_restart_is_refused(string groups, string mounts)
    {
        Process(groups, mounts);

        Assert.Null(Reason());
    }

    [Fact]
    public void Without_proc_no_restart_is_refused()
    {
        var limits = new SharedLimits(Path.Combine(_folder, "none"));
        limits.Ready();

        Assert.Null(limits.ReasonAgainstRestart());
    }

    [Fact]
    public void This_process_can_restart()
    {
        var limits = new SharedLimits();
        limits.Ready();

        Assert.Null(limits.ReasonAgainstRestart());
    }

    private string? Reason()
    {
        var limits = new SharedLimits(Proc);
        limits.Ready();
        return limits.ReasonAgainstRestart();
    }

    private void Unified(string path, params (string Name, string Content)[] files) => Unified(path, "/", files);

    private void Unified(string path, string root, params (string Name, string Content)[] files)
    {
        Process($"1:name=systemd:/\n0::{path}\n",
            "21 25 0:5 / /proc rw - proc proc rw", $"31 25 0:27 {root} {Groups} rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate");
        Write("cgroup" + (root == "/" && !path.StartsWith("/..", StringComparison.Ordinal) ? path : ""), [("memory.stat", ""), .. files]);
    }

    private void Process(string groups, params string[] mounts)
    {
        Write("proc/self", ("cgroup", groups), ("mountinfo", string.Join('\n', mounts)),
            ("status", "Name:\tapp\nRssAnon:\t   20480 kB\nRssFile:\t   10000 kB\nRssShmem:\t     512 kB\nThreads:\t13\n"));
        Machine(available: 1_000_000, swap: 0);
    }

    private void Machine(int available, int swap) => Write(
        "proc", ("meminfo", $"MemTotal:  2000000 kB\nMemAvailable:  {available} kB\nSwapTotal:  0 kB\nSwapFree:  {swap} kB\n"));

    private void Write(string folder, params (string Name, string Content)[] files)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_folder, folder.TrimEnd('/'))).FullName;
        foreach (var (name, content) in files)
        {
            File.WriteAllText(Path.Combine(directory, name), content);
        }
    }
}
