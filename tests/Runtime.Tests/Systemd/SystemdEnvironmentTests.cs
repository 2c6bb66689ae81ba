using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Systemd;
using Graceful.Transport;
using Runtime.Tests.Posix;
using Tmds.Linux;

namespace Runtime.Tests.Systemd;

/// <summary>systemd's variables: read, checked, removed, and only for their addressee.</summary>
[Collection(ChildProcessStarts.Name)]
public sealed class SystemdEnvironmentTests : IDisposable
{
    private static readonly string[] Names =
        ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "LISTEN_PIDFDID"];

    private static string OwnPid => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => Array.ForEach(Names, name => Environment.SetEnvironmentVariable(name, null));

    [Fact]
    public void Without_systemd_there_is_nothing()
    {
        var environment = SystemdEnvironment.Take();
        Assert.Null(environment.NotifySocket);
        Assert.Null(environment.WatchdogTimeout);
        Assert.Empty(SocketActivation.Take());
    }

    [Fact]
    public void What_is_meant_for_this_process_is_taken_out()
    {
        Set(("NOTIFY_SOCKET", "/run/systemd/notify"), ("WATCHDOG_USEC", "30000000"), ("WATCHDOG_PID", OwnPid));
        var environment = SystemdEnvironment.Take();
        Assert.Equal("/run/systemd/notify", environment.NotifySocket);
        Assert.Equal(TimeSpan.FromSeconds(30), environment.WatchdogTimeout);
        Assert.All(Names, name => Assert.Null(Environment.GetEnvironmentVariable(name)));

        // The successor is watched as well, under another pid, and has the socket of the same environment.
        Assert.DoesNotContain("WATCHDOG_USEC", environment.ProcessVariables);
        Assert.DoesNotContain("NOTIFY_SOCKET", environment.ProcessVariables);
        Assert.All(["WATCHDOG_PID", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"],
            name => Assert.Contains(name, environment.ProcessVariables));
    }

    [Fact]
    public void A_watchdog_of_another_process_is_not_ours_nor_our_successors()
    {
        Set(("WATCHDOG_USEC", "30000000"), ("WATCHDOG_PID", "1"));
        var environment = SystemdEnvironment.Take();
        Assert.Null(environment.WatchdogTimeout);
        Assert.Contains("WATCHDOG_USEC", environment.ProcessVariables);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("18446744073709551615")]
    [InlineData("")]
    public void No_watchdog(string microseconds)
    {
        Set(("WATCHDOG_USEC", microseconds));
        Assert.Null(SystemdEnvironment.Take().WatchdogTimeout);
    }

    [Theory]
    [InlineData("WATCHDOG_USEC", "soon")]
    [InlineData("WATCHDOG_PID", "-1")]
    public void What_is_no_number_is_named(string name, string value)
    {
        Set((name, value));
        var refusal = Assert.Throws<StartRefusedException>(SystemdEnvironment.Take);
        Assert.StartsWith($"{name}='{value}' is not from systemd", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sockets_have_their_names_and_are_not_inherited()
    {
        var first = TwoInARow();
        Set(("LISTEN_PID", OwnPid), ("LISTEN_FDS", "2"), ("LISTEN_FDNAMES", "web:"));
        var passed = SocketActivation.Take(first);
        Assert.Equal([new PassedDescriptor(first, "web"), new PassedDescriptor(first + 1, "unknown")], passed);
        Assert.All(passed, descriptor => Assert.Equal(LibC.FD_CLOEXEC, LibC.fcntl(descriptor.Fd, LibC.F_GETFD)));
        Assert.All(Names, name => Assert.Null(Environment.GetEnvironmentVariable(name)));
        Assert.Empty(SocketActivation.Take(first));
        Close(first);
    }

    [Fact]
    public void Sockets_without_names_are_unknown()
    {
        var first = TwoInARow();
        Set(("LISTEN_PID", OwnPid), ("LISTEN_FDS", "2"));
        Assert.All(SocketActivation.Take(first), descriptor => Assert.Equal("unknown", descriptor.Name));
        Close(first);
    }

    [Theory]
    [InlineData("1")]
    [InlineData(null)]
    public void Sockets_of_another_process_are_not_ours(string? pid)
    {
        Set(("LISTEN_PID", pid), ("LISTEN_FDS", "1"), ("LISTEN_FDNAMES", "web"));
        Assert.Empty(SocketActivation.Take());
        Assert.All(Names, name => Assert.Null(Environment.GetEnvironmentVariable(name)));
    }

    /// <summary>An older version leaves the variables to its next program, whose pid is the same.</summary>
    [Fact]
    public void A_master_that_has_replaced_its_program_has_its_sockets_in_its_state()
    {
        Environment.SetEnvironmentVariable("GRACEFUL_MASTER_STATE", "5");
        try
        {
            Set(("LISTEN_PID", OwnPid), ("LISTEN_FDS", "1"));
            Assert.Empty(SocketActivation.Take(1_000_000));
        }
        finally
        {
            Environment.SetEnvironmentVariable("GRACEFUL_MASTER_STATE", null);
        }
    }

    [Theory]
    [InlineData("LISTEN_FDS", "two", null, "expected a number")]
    [InlineData("LISTEN_FDS", "99999999999", null, "no process has so many")]
    [InlineData("LISTEN_FDS", "1", null, "descriptor 1000000 is not open")]
    [InlineData("LISTEN_FDNAMES", "1", "a:b", "2 names for LISTEN_FDS=1")]
    public void A_lie_is_named(string name, string count, string? names, string reason)
    {
        Set(("LISTEN_PID", OwnPid), ("LISTEN_FDS", count), ("LISTEN_FDNAMES", names));
        var refusal = Assert.Throws<StartRefusedException>(() => SocketActivation.Take(1_000_000));
        Assert.StartsWith($"{name}='", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("Refusing to start; unset the variable.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tcp:127.0.0.1:80")]
    [InlineData("tcp:[::]:0#2")]
    [InlineData("unix:/run/Grüße a%b:c\n.sock")]
    public void A_listener_keeps_its_key_in_the_store(string key)
    {
        var name = FdStoreName.Of(key);
        Assert.NotNull(name);
        Assert.Matches("^graceful\\.[!-9;-~]+$", name);
        Assert.Equal(key, FdStoreName.KeyOf(name));
    }

    [Fact]
    public void A_name_that_systemd_would_refuse_is_not_made()
    {
        Assert.Null(FdStoreName.Of("unix:/" + new string('ü', 50)));
        Assert.Null(FdStoreName.KeyOf("web"));
    }

    [Fact]
    public void Sockets_out_of_the_store_are_inherited_by_their_keys_and_the_others_are_passed()
    {
        var stored = FdStoreName.Of("tcp:127.0.0.1:0")!;
        using var first = Listen();
        using var other = Listen();
        using var second = Listen();
        var handover = SocketActivation.AddTo(
            HandoverEnvironment.None, [new(Fd(first), stored), new(Fd(other), "web"), new(Fd(second), stored)]);
        Assert.Equal(new Dictionary<string, int> { ["tcp:127.0.0.1:0"] = Fd(first) }, handover.Listeners);
        Assert.Equal([Fd(first)], handover.Managed);
        Assert.Equal([Fd(other), Fd(second)], handover.Passed.Select(passed => passed.Fd));
        Assert.False(handover.HasPredecessor);
    }

    [Fact]
    public void A_descriptor_of_the_store_that_does_not_listen_is_closed()
    {
        var stored = FdStoreName.Of("tcp:127.0.0.1:0")!;
        using var socket = Listen();
        using var file = File.OpenHandle("/dev/null");
        var stray = Duplicate(file, lowest: 900);
        var handover = SocketActivation.AddTo(HandoverEnvironment.None, [new(stray, stored), new(Fd(socket), stored)]);
        Assert.Equal([Fd(socket)], handover.Listeners.Values);
        Assert.Empty(handover.Passed);
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private static int Fd(Socket socket) => (int)socket.Handle;

    private static void Set(params (string Name, string? Value)[] variables) =>
        Array.ForEach(variables, variable => Environment.SetEnvironmentVariable(variable.Name, variable.Value));

    /// <summary>Two adjacent descriptors. Other tests run at the same time, and may have hundreds of them.</summary>
    private static int TwoInARow()
    {
        using var file = File.OpenHandle("/dev/null");
        var first = Duplicate(file, 900);
        while (true)
        {
            var next = Duplicate(file, first + 1);
            if (next == first + 1)
            {
                return first;
            }

            Descriptor.Close(first);
            first = next;
        }
    }

    /// <summary>Returns the lowest free descriptor from a number on.</summary>
    private static int Duplicate(SafeHandle file, int lowest) =>
        PosixException.Check(LibC.fcntl((int)file.DangerousGetHandle(), LibC.F_DUPFD, lowest), "fcntl(F_DUPFD)");

    private static void Close(int first)
    {
        Descriptor.Close(first);
        Descriptor.Close(first + 1);
    }
}
