using System.Runtime.InteropServices;
using Graceful.Posix;
using Graceful.Systemd;
using Instruments.Servers;
using Runtime.Tests.Hosting;
using Tmds.Linux;

namespace Runtime.Tests.Systemd;

/// <summary>Each message, literally, in each sequence of states.</summary>
public sealed class ServiceNotifierTests : IDisposable
{
    private const int Own = 1001;
    private static readonly bool IsX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int GetTid = IsX64 ? 186 : 178;
    private static readonly string Extension = $"EXTEND_TIMEOUT_USEC={(long)NotifyMessages.Extension.TotalMicroseconds}";

    private readonly NotifyReceiver _systemd = new();
    private readonly RecordingLog _log = new();
    private int _connections = 3;

    public void Dispose() => _systemd.Dispose();

    [Fact]
    public async Task The_first_process_sends_READY()
    {
        Notifier().Ready();
        await AssertNextAsync("READY=1", "STATUS=Serving as process 1001, generation 0");
        _systemd.AssertNothingMore();
    }

    [Fact]
    public void A_successor_leaves_it_to_its_predecessor_to_say_READY()
    {
        Notifier(hasPredecessor: true).Ready();
        _systemd.AssertNothingMore();
    }

    [Fact]
    public async Task A_restart_is_RELOADING_and_then_the_new_MAINPID_and_READY_in_one_message()
    {
        var notifier = await ServingAsync(hasWatchdog: true);
        var before = Monotonic();
        notifier.RestartBegins();
        var reloading = await _systemd.NextAsync();
        Assert.Equal(["RELOADING=1", $"MONOTONIC_USEC={reloading["MONOTONIC_USEC"]}", Extension,
            "STATUS=Restarting: the new version starts"], reloading.Fields);
        Assert.InRange(long.Parse(reloading["MONOTONIC_USEC"]!, null), before, Monotonic());

        notifier.HandedOver(1002);
        await AssertNextAsync("MAINPID=1002", "READY=1", "WATCHDOG=1", "STATUS=Serving as process 1002, generation 1");
        await AssertNextAsync("BARRIER=1");

        // From here on the successor reports.
        notifier.Ping();
        notifier.Extend();
        notifier.Stopped();
        _systemd.AssertNothingMore();
    }

    [Fact]
    public async Task A_restart_that_fails_is_READY_again_and_the_status_has_the_reason_on_one_line()
    {
        var notifier = await ServingAsync();
        notifier.RestartBegins();
        _ = await _systemd.NextAsync();
        notifier.RestartFailed("no such file\nMAINPID=1");
        await AssertNextAsync("READY=1", "STATUS=Restart failed: no such file MAINPID=1; serving as process 1001 as before");
        _systemd.AssertNothingMore();
    }

    [Fact]
    public async Task A_process_whose_successor_died_is_the_main_process_again()
    {
        var notifier = await ServingAsync(hasWatchdog: true);
        notifier.HandedOver(1002);
        _ = await _systemd.NextAsync();
        _ = await _systemd.NextAsync();
        notifier.TookBack("successor 1002 exited with 139 (SIGSEGV)");
        await AssertNextAsync(
            "MAINPID=1001", "WATCHDOG=1", "STATUS=Restart failed: successor 1002 exited with 139 (SIGSEGV); serving as process 1001 again");
        notifier.Ping();
        await AssertNextAsync("WATCHDOG=1");
    }

    [Fact]
    public async Task A_stop_is_STOPPING_and_pushes_the_timeout_ahead_for_as_long_as_it_lasts()
    {
        var notifier = await ServingAsync();
        notifier.Stopping();
        await AssertNextAsync("STOPPING=1", Extension, "STATUS=Stopping: 3 connections are still open");
        _connections = 1;
        notifier.Extend();
        await AssertNextAsync(Extension, "STATUS=Stopping: 1 connections are still open");
        notifier.Stopped();
        await AssertNextAsync("EXTEND_TIMEOUT_USEC=35000000");
        notifier.Extend();
        _systemd.AssertNothingMore();
    }

    [Fact]
    public async Task A_restart_pushes_the_timeout_ahead_and_nothing_does_while_the_process_serves()
    {
        var notifier = await ServingAsync();
        notifier.Extend();
        notifier.RestartBegins();
        _ = await _systemd.NextAsync(Environment.ProcessId, "RELOADING MONOTONIC_USEC EXTEND_TIMEOUT_USEC STATUS");
        notifier.Extend();
        await AssertNextAsync(Extension);
        notifier.RestartFailed("it died");
        _ = await _systemd.NextAsync();
        notifier.Extend();
        _systemd.AssertNothingMore();
    }

    [Fact]
    public async Task A_restart_that_is_kept_is_RELOADING_at_once_and_again_when_it_begins()
    {
        var notifier = await ServingAsync();
        notifier.RestartDeferred("the predecessor still drains");
        var kept = await _systemd.NextAsync(Environment.ProcessId, "RELOADING MONOTONIC_USEC EXTEND_TIMEOUT_USEC STATUS");
        Assert.Equal(
            "Restart requested while the predecessor still drains: it is pending and follows afterwards; serving as process 1001",
            kept["STATUS"]);
        notifier.Extend();
        await AssertNextAsync(Extension);
        notifier.RestartBegins();
        _ = await _systemd.NextAsync(Environment.ProcessId, "RELOADING MONOTONIC_USEC EXTEND_TIMEOUT_USEC STATUS");
        notifier.RestartFailed("it died");
        _ = await _systemd.NextAsync(Environment.ProcessId, "READY STATUS");
        notifier.Extend();
        _systemd.AssertNothingMore();
    }

    [Fact]
    public async Task A_restart_that_is_kept_and_passed_on_is_the_successors_to_tell()
    {
        var notifier = await ServingAsync();
        notifier.RestartBegins();
        notifier.RestartDeferred("restarting");
        notifier.HandedOver(1002);
        notifier.RestartDeferred("draining");
        notifier.Extend();
        _ = await _systemd.NextAsync(Environment.ProcessId, "RELOADING MONOTONIC_USEC EXTEND_TIMEOUT_USEC STATUS");
        _ = await _systemd.NextAsync(Environment.ProcessId, "RELOADING MONOTONIC_USEC EXTEND_TIMEOUT_USEC STATUS");
        _ = await _systemd.NextAsync(Environment.ProcessId, "MAINPID READY STATUS");
        _ = await _systemd.NextAsync(Environment.ProcessId, "BARRIER");
        _systemd.AssertNothingMore();
    }

    [Fact]
    public async Task A_successor_that_is_stopped_sends_STOPPING_only_when_its_predecessor_has_gone()
    {
        var notifier = Notifier(hasPredecessor: true);
        notifier.Ready();
        notifier.Stopping();
        notifier.Extend();
        await AssertNextAsync(Extension, "STATUS=Stopping: 3 connections are still open");
        notifier.PredecessorGone();
        await AssertNextAsync("STOPPING=1", Extension, "STATUS=Stopping: 3 connections are still open");
    }

    [Fact]
    public async Task The_predecessor_of_a_stopped_successor_is_the_last_and_sends_STOPPING()
    {
        var notifier = await ServingAsync();
        notifier.HandedOver(1002);
        _ = await _systemd.NextAsync();
        _ = await _systemd.NextAsync();
        notifier.Stopping();
        await AssertNextAsync("MAINPID=1001", "STOPPING=1", Extension, "STATUS=Stopping: 3 connections are still open");
    }

    [Fact]
    public async Task A_process_that_has_handed_over_ends_only_when_systemd_has_read_that()
    {
        _systemd.HoldsBarriers = true;
        var notifier = await ServingAsync();
        notifier.HandedOver(1002);
        _ = await _systemd.NextAsync();
        var barrier = await _systemd.NextAsync();
        Assert.Equal(["BARRIER=1"], barrier.Fields);

        var order = new List<string>();
        nint thread = 0;
        var end = new Thread(() =>
        {
            Volatile.Write(ref thread, (nint)(long)(ssize_t)LibC.syscall(GetTid));
            notifier.Stopped();
            lock (order)
            {
                order.Add("stopped");
            }
        });
        end.Start();
        await Until.TrueAsync(() => IsInPoll(Volatile.Read(ref thread)), "the barrier");
        lock (order)
        {
            order.Add("read");
        }

        _systemd.Close(barrier);
        end.Join();
        Assert.Equal(["read", "stopped"], order);
    }

    [Fact]
    public async Task The_watchdog_is_mentioned_only_where_there_is_one()
    {
        var notifier = await ServingAsync();
        notifier.HandedOver(1002);
        _ = await _systemd.NextAsync(Environment.ProcessId, "MAINPID READY STATUS");
    }

    [Fact]
    public void What_cannot_be_sent_is_one_line_and_not_one_per_ping()
    {
        var notifier = Notifier(out var gone);
        gone.Dispose();
        notifier.Ready();
        notifier.Ping();
        notifier.Ping();
        Assert.Equal(1, _log.Count("systemd could not be notified with 'READY=1 STATUS=Serving"));
        Assert.Single(_log.Lines);
    }

    private static long Monotonic() => System.Diagnostics.Stopwatch.GetTimestamp() / (System.Diagnostics.Stopwatch.Frequency / 1_000_000);

    // As far as the runtime knows, a thread in poll(2) runs; the kernel names the call (proc(5)), poll here and ppoll on ARM.
    private static bool IsInPoll(nint thread) =>
        thread != 0 && File.ReadAllText($"/proc/self/task/{thread}/syscall").Split(' ')[0] == (IsX64 ? "7" : "73");

    private ServiceNotifier Notifier(bool hasPredecessor = false, bool hasWatchdog = false) =>
        new(NotifySocket.Open(_systemd.Name), Options(hasPredecessor, hasWatchdog), _log);

    private ServiceNotifier Notifier(out NotifyReceiver other)
    {
        other = new NotifyReceiver();
        return new(NotifySocket.Open(other.Name), Options(false, false), _log);
    }

    private ServiceNotifierOptions Options(bool hasPredecessor, bool hasWatchdog) => new()
    {
        OwnPid = Own,
        Generation = hasPredecessor ? 1 : 0,
        HasPredecessor = hasPredecessor,
        HasWatchdog = hasWatchdog,
        ShutdownTimeout = TimeSpan.FromSeconds(35),
        Connections = () => _connections,
    };

    private async Task<ServiceNotifier> ServingAsync(bool hasWatchdog = false)
    {
        var notifier = Notifier(hasWatchdog: hasWatchdog);
        notifier.Ready();
        _ = await _systemd.NextAsync();
        return notifier;
    }

    private async Task AssertNextAsync(params string[] fields) => Assert.Equal(fields, (await _systemd.NextAsync()).Fields);
}
