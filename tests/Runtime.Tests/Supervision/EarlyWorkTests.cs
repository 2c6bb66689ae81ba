using System.Net;
using System.Net.Sockets;
using Graceful.Hosting;

namespace Runtime.Tests.Supervision;

/// <summary>Work that a program started before <c>UseGraceful()</c>, found in the process of the tests.</summary>
public sealed class EarlyWorkTests
{
    [Fact]
    public void A_listening_socket_is_found()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var text = $"a listening socket ({listener.LocalEndPoint})";
        Assert.DoesNotContain(text, EarlyWork.Find([]), StringComparison.Ordinal);

        listener.Listen();

        Assert.Contains(text, EarlyWork.Find([]), StringComparison.Ordinal);
        Assert.DoesNotContain(text, EarlyWork.Find([(int)listener.Handle]), StringComparison.Ordinal);
    }

    /// <summary>The runtime opens it in every process, unless it is switched off.</summary>
    [Fact]
    public void The_diagnostic_port_of_the_runtime_is_not_reported() =>
        Assert.DoesNotContain("dotnet-diagnostic", EarlyWork.Find([]), StringComparison.Ordinal);

    [Fact]
    public void A_timer_is_found()
    {
        using var timer = new Timer(_ => { }, null, TimeSpan.FromDays(1), TimeSpan.FromDays(1));

        Assert.Matches("^(a timer|[0-9]+ timers)", EarlyWork.Find([]));
    }

    [Fact]
    public void A_thread_is_found_by_its_name_and_those_of_the_runtime_are_not()
    {
        using var end = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            begun.Set();
            end.Wait();
        })
        {
            Name = "early-bird",
        };
        thread.Start();
        begun.Wait();

        var found = EarlyWork.Find([]);

        end.Set();
        thread.Join();
        Assert.Contains("the thread 'early-bird'", found, StringComparison.Ordinal);
        Assert.DoesNotContain(".NET", found, StringComparison.Ordinal);
    }
}
