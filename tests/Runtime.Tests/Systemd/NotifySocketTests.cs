using Graceful.Posix;
using Graceful.Systemd;
using Tmds.Linux;

namespace Runtime.Tests.Systemd;

/// <summary>The socket of NOTIFY_SOCKET: both kinds of address, and its errors.</summary>
public sealed class NotifySocketTests
{
    private static string UnusedPath => Path.Combine(Path.GetTempPath(), $"graceful-notify-{Guid.NewGuid():N}");

    [Fact]
    public async Task An_abstract_address_ends_at_its_length()
    {
        using var systemd = new NotifyReceiver();
        Assert.Equal(0, NotifySocket.Open(systemd.Name).Send("READY=1"));
        Assert.Equal("READY=1", (await systemd.NextAsync()).Text);
    }

    [Fact]
    public async Task A_path_and_a_descriptor_beside_the_message()
    {
        using var systemd = new NotifyReceiver(UnusedPath);
        using var file = File.OpenHandle("/dev/null");
        Assert.Equal(0, NotifySocket.Open(systemd.Name).Send("FDSTORE=1", (int)file.DangerousGetHandle()));
        var received = await systemd.NextAsync();
        Assert.True(Descriptor.IsOpen(received.Fd));
        Assert.Equal("/dev/null", File.ResolveLinkTarget($"/proc/self/fd/{received.Fd}", returnFinalTarget: false)?.FullName);
    }

    [Fact]
    public async Task A_service_manager_that_begins_anew_under_the_same_name_is_found_again()
    {
        var path = UnusedPath;
        var before = new NotifyReceiver(path);
        var socket = NotifySocket.Open(path);
        before.Dispose();
        Assert.NotEqual(0, socket.Send("WATCHDOG=1"));

        using var after = new NotifyReceiver(path);
        Assert.Equal(0, socket.Send("WATCHDOG=1"));
        Assert.Equal("WATCHDOG=1", (await after.NextAsync()).Text);
    }

    [Theory]
    [InlineData("vsock:2:1234", "vsock is not supported")]
    [InlineData("run/notify", "neither a path")]
    [InlineData("@", "neither a path")]
    [InlineData("/run/there-is-no-such-socket", "errno 2")]
    public void An_unusable_address_has_a_reason(string name, string reason)
    {
        var refusal = Assert.ThrowsAny<IOException>(() => NotifySocket.Open(name));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_too_long_is_refused()
    {
        var refusal = Assert.ThrowsAny<IOException>(() => NotifySocket.Open('/' + new string('x', 107)));
        Assert.Contains("longer than the 107 bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_descriptor_is_not_inherited()
    {
        using var systemd = new NotifyReceiver();
        var before = OpenDescriptors();
        _ = NotifySocket.Open(systemd.Name);
        Assert.All(
            OpenDescriptors().Except(before).Where(fd => LibC.fcntl(fd, LibC.F_GETFD) >= 0),
            fd => Assert.Equal(LibC.FD_CLOEXEC, LibC.fcntl(fd, LibC.F_GETFD) & LibC.FD_CLOEXEC));
    }

    private static int[] OpenDescriptors() =>
        [.. Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(path => int.Parse(Path.GetFileName(path), null))];
}
