using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Graceful;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;
using Microsoft.Win32.SafeHandles;
using Runtime.Tests.Hosting;
using Runtime.Tests.Posix;
using Tmds.Linux;

namespace Runtime.Tests.Restart;

/// <summary>Handles and state that pass on by name: there, back, and every way in which they do not.</summary>
[Collection(ChildProcessStarts.Name)]
public sealed class InheritableDescriptorsTests : IDisposable
{
    private static readonly string[] Variables = ["GRACEFUL_VERSION", "GRACEFUL_GENERATION", "GRACEFUL_INHERITED", "GRACEFUL_STATE"];

    private readonly GracefulOptions _options = new();
    private readonly RecordingLog _log = new();
    private readonly SafeFileHandle _handle = File.OpenHandle("/dev/null");

    public void Dispose()
    {
        _handle.Dispose();
        Array.ForEach(Variables, name => Environment.SetEnvironmentVariable(name, null));
    }

    [Fact]
    public void Names_and_bytes_arrive_as_they_were_left()
    {
        var large = new byte[3_000_000];
        Random.Shared.NextBytes(large);
        _options.Inherit("a=b;c%", _handle);
        _options.InheritState("Grüße 📮", () => large);
        _options.InheritState("empty", () => Array.Empty<byte>());

        var legacy = Pass();
        Assert.True(legacy.TryTake("a=b;c%", out var handle));
        Assert.Equal("/dev/null", new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget);
        Assert.Equal(LibC.FD_CLOEXEC, LibC.fcntl((int)handle.DangerousGetHandle(), LibC.F_GETFD));
        handle.Dispose();
        Assert.True(legacy.TryTakeState("Grüße 📮", out var state));
        Assert.Equal(large, state);
        Assert.True(legacy.TryTakeState("empty", out var empty));
        Assert.Empty(empty);

        // Once, and only existing entries.
        Assert.False(legacy.TryTake("a=b;c%", out _));
        Assert.False(legacy.TryTakeState("empty", out _));
        Assert.False(legacy.TryTake("empty", out _));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Items_that_are_not_taken_are_closed_and_named()
    {
        _options.Inherit("metrics", _handle);
        _options.InheritState("counters", () => new byte[] { 1 });
        var legacy = Pass();
        legacy.CloseUnclaimed(_log);
        Assert.Equal(1, _log.Count("Closed the inherited handle 'metrics'"));
        Assert.Equal(1, _log.Count("Closed the inherited state 'counters'"));
        Assert.False(legacy.TryTake("metrics", out _));
    }

    [Fact]
    public void State_is_made_anew_for_each_successor()
    {
        var calls = 0;
        _options.InheritState("calls", () => new[] { (byte)++calls });
        Assert.True(Pass().TryTakeState("calls", out var first));
        Assert.True(Pass().TryTakeState("calls", out var second));
        Assert.Equal((1, 2), (first[0], second[0]));
    }

    [Fact]
    public void A_function_that_fails_costs_its_own_state_alone()
    {
        _options.InheritState("bad", () => throw new InvalidOperationException("on purpose"));
        _options.InheritState("good", () => new byte[] { 1 });
        var legacy = Pass();
        Assert.False(legacy.TryTakeState("bad", out _));
        Assert.True(legacy.TryTakeState("good", out _));
        Assert.Equal("on purpose", Assert.Single(_log.Lines).Reason?.Message);
    }

    [Fact]
    public void A_function_that_does_not_return_is_not_waited_for()
    {
        using var never = new ManualResetEventSlim();
        _options.InheritState("good", () => new byte[] { 1 });
        _options.InheritState("bad", () => throw new InvalidOperationException("on purpose"));
        _options.InheritState("stuck", () =>
        {
            never.Wait();
            return default;
        });
        var legacy = Pass();
        never.Set();
        Assert.True(legacy.TryTakeState("good", out _));
        Assert.False(legacy.TryTakeState("stuck", out _));
        Assert.Equal(1, _log.Count("The state 'stuck' was not returned within 00:00:02"));
        Assert.Equal(1, _log.Count("was not returned within"));
    }

    [Fact]
    public void State_that_is_too_large_is_named()
    {
        _options.InheritState("large", () => new byte[InheritableDescriptors.MaxStateLength + 1]);
        _options.InheritState("largest", () => new byte[InheritableDescriptors.MaxStateLength]);
        var inherited = Pass();
        Assert.False(inherited.TryTakeState("large", out _));
        Assert.True(inherited.TryTakeState("largest", out var largest));
        Assert.Equal(InheritableDescriptors.MaxStateLength, largest.Length);
        Assert.Equal(1, _log.Count($"The state 'large' has {InheritableDescriptors.MaxStateLength + 1} bytes and was not passed on"));
    }

    [Fact]
    public void A_handle_that_was_closed_meanwhile_is_named_and_the_restart_goes_on()
    {
        using var closed = File.OpenHandle("/dev/null");
        _options.Inherit("closed", closed);
        _options.Inherit("open", _handle);
        closed.Dispose();
        var legacy = Pass();
        Assert.False(legacy.TryTake("closed", out _));
        Assert.True(legacy.TryTake("open", out var open));
        open.Dispose();
        Assert.Equal(1, _log.Count("The handle 'closed' is closed and was not passed on"));
    }

    [Fact]
    public void Nothing_is_left_open_here_when_the_successor_has_been_started()
    {
        _options.InheritState("counters", () => new byte[] { 1 });
        var inheritable = _options.Inheritable.Prepare(_log);
        var fd = Assert.Single(inheritable.Descriptors);
        Assert.Equal(LibC.FD_CLOEXEC, LibC.fcntl(fd, LibC.F_GETFD));
        Assert.Equal("/memfd:graceful-state (deleted)", new FileInfo($"/proc/self/fd/{fd}").LinkTarget);
        inheritable.Dispose();
        Assert.NotEqual("/memfd:graceful-state (deleted)", new FileInfo($"/proc/self/fd/{fd}").LinkTarget);
    }

    [Fact]
    public void A_handle_is_kept_open_until_the_successor_has_been_started()
    {
        var (kept, passed) = Packet.CreateChannel();
        var handle = new SafeFileHandle(passed, ownsHandle: true);
        _options.Inherit("channel", handle);
        var inheritable = _options.Inheritable.Prepare(_log);
        handle.Dispose();
        Assert.False(PollSet.IsHungUp(kept));
        inheritable.Dispose();
        Assert.True(PollSet.IsHungUp(kept));
        Descriptor.Close(kept);
    }

    /// <summary>The number of a descriptor that was closed without its handle may belong to another file later.</summary>
    [Fact]
    public void A_handle_without_an_open_descriptor_is_named_and_released()
    {
        using var handle = new CountedHandle(int.MaxValue);
        _options.Inherit("gone", handle);
        using (var inheritable = _options.Inheritable.Prepare(_log))
        {
            Assert.Empty(inheritable.Descriptors);
        }

        Assert.Equal(1, _log.Count("The handle 'gone' is closed and was not passed on"));
        handle.Dispose();
        Assert.True(handle.IsReleased);
    }

    [Fact]
    public void The_longest_name_and_as_many_states_as_handles_are_accepted()
    {
        _options.Inherit(new string('x', InheritableDescriptors.MaxNameLength), _handle);
        for (var i = 0; i < InheritableDescriptors.MaxNames; i++)
        {
            _options.InheritState($"{i}", () => default);
        }

        Assert.Throws<ArgumentException>(() => _options.InheritState("one more", () => default));
    }

    [Fact]
    public void What_is_left_is_closed()
    {
        var (kept, passed) = Packet.CreateChannel();
        var inherited = new UnclaimedDescriptors();
        inherited.Add(HandoverEnvironment.None with
        {
            Handles = new Dictionary<string, int> { ["channel"] = passed },
            States = new Dictionary<string, int> { ["state"] = Descriptor.CreateMemory("state") },
        });
        inherited.CloseUnclaimed(_log);
        Assert.True(PollSet.IsHungUp(kept));
        Assert.False(inherited.TryTake("channel", out _));
        Assert.False(inherited.TryTakeState("state", out _));
        Descriptor.Close(kept);
    }

    [Fact]
    public void A_wrong_name_a_second_one_of_the_same_and_one_too_many_are_refused()
    {
        _options.Inherit("metrics", _handle);
        _options.InheritState("metrics", () => default);
        Assert.Contains("The name 'metrics' is registered already",
            Assert.Throws<ArgumentException>(() => _options.Inherit("metrics", _handle)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _options.InheritState("metrics", () => default));
        Assert.Throws<ArgumentException>(() => _options.Inherit("", _handle));
        Assert.Throws<ArgumentException>(() => _options.Inherit("line\nbreak", _handle));
        Assert.Throws<ArgumentException>(() => _options.Inherit(new string('x', InheritableDescriptors.MaxNameLength + 1), _handle));
        Assert.Throws<ArgumentException>(() => _options.Inherit("closed", new SafeFileHandle(-1, ownsHandle: true)));
        Assert.Throws<ArgumentNullException>(() => _options.Inherit("null", null!));
        Assert.Throws<ArgumentNullException>(() => _options.InheritState("null", null!));
        for (var i = 1; i < InheritableDescriptors.MaxNames; i++)
        {
            _options.Inherit($"{i}", _handle);
        }

        Assert.Contains("at most 64", Assert.Throws<ArgumentException>(() => _options.Inherit("one more", _handle)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Descriptors_of_a_service_manager_that_do_not_listen_are_the_applications()
    {
        var fd = PosixException.Check(LibC.fcntl((int)_handle.DangerousGetHandle(), LibC.F_DUPFD_CLOEXEC, 0), "fcntl(F_DUPFD_CLOEXEC)");
        var legacy = new UnclaimedDescriptors();
        legacy.Add(HandoverEnvironment.None with { Passed = [new PassedDescriptor(fd, "metrics")] });
        Assert.True(legacy.TryTake("metrics", out var handle));
        handle.Dispose();
    }

    [Fact]
    public void Listening_sockets_of_a_service_manager_are_left_to_the_endpoints()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        var inherited = new UnclaimedDescriptors();
        inherited.Add(HandoverEnvironment.None with { Passed = [new PassedDescriptor((int)socket.Handle, "web")] });
        Assert.False(inherited.TryTake("web", out _));
    }

    /// <summary>Through the environment, with duplicates in place of inherited descriptors.</summary>
    private UnclaimedDescriptors Pass()
    {
        using var inheritable = _options.Inheritable.Prepare(_log);
        foreach (var variable in inheritable.Variables.Select(System.Text.Encoding.UTF8.GetString))
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            Environment.SetEnvironmentVariable(variable[..equals], Duplicated(variable[(equals + 1)..]));
        }

        Environment.SetEnvironmentVariable("GRACEFUL_VERSION", "1");
        Environment.SetEnvironmentVariable("GRACEFUL_GENERATION", "1");
        var legacy = new UnclaimedDescriptors();
        legacy.Add(HandoverEnvironment.Take());
        return legacy;
    }

    private static string Duplicated(string pairs) => string.Join(';', pairs.Split(';').Select(pair =>
    {
        var parts = pair.Split('=');
        return $"{parts[0]}={PosixException.Check(LibC.fcntl(int.Parse(parts[1], null), LibC.F_DUPFD, 500), "fcntl(F_DUPFD)")}";
    }));

    private sealed class CountedHandle(int fd) : SafeHandle(fd, ownsHandle: true)
    {
        internal bool IsReleased { get; private set; }

        public override bool IsInvalid => false;

        protected override bool ReleaseHandle() => IsReleased = true;
    }
}
