using System.Globalization;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;

namespace Graceful.Supervision;

/// <summary>The master, seen from a worker: reports what the worker does, and notices the master's end.</summary>
/// <remarks>
/// Messages are dropped when the master does not read them: a stuck master must not stop the worker from serving.
/// </remarks>
/// <param name="channel">The workers' end of the channel.</param>
/// <param name="generation">The generation of this process.</param>
/// <param name="listeners">Returns the listeners.</param>
/// <param name="releases">False when the sockets stay in systemd's descriptor store.</param>
/// <param name="post">Queues work that may wait for room in the channel: for the lifecycle's thread.</param>
internal sealed class MasterConnection(
    int channel, int generation, Func<ListenerTable> listeners, bool releases, Action<Action> post)
    : ILifecycleObserver, ISocketKeeper
{
    /// <summary>The wait for room in the channel, where a message must arrive.</summary>
    private const int PatienceMilliseconds = 1000;

    private volatile bool _isStopping;

    /// <remarks>The master shuts its end down for writing: it has nothing to send, and all workers see it.</remarks>
    public bool KeepsSockets => !PollSet.HasInputEnded(channel);

    /// <remarks>The master does so for a worker that has reported its stop.</remarks>
    public bool Releases => releases && _isStopping;

    /// <summary>The signal handlers of this process are installed.</summary>
    internal void SendHello(bool sendsHeartbeats) =>
        Send(SupervisorMessage.Hello, SupervisorMessages.DescribeHello(generation, sendsHeartbeats));

    /// <summary>Before the predecessor learns that this process is ready: the master has the sockets when it hands over.</summary>
    public void Ready()
    {
        foreach (var listener in listeners().Active.Where(listener => listener.Fd >= 0))
        {
            Send(SupervisorMessage.Socket, Describe(listener), listener.Fd);
        }

        Send(SupervisorMessage.Ready);
    }

    public void StartedWithoutEndpoints() => Send(SupervisorMessage.Unbound);

    public bool TryKeep(HandoverListener listener) =>
        !Packet.IsTemporary(Packet.TrySend(channel, SupervisorMessage.Socket.Encode(Describe(listener)), listener.Fd));

    public void Drop(string key) => post(() =>
    {
        // The configuration may have the endpoint again by now, with another socket.
        if (listeners().Find(key) is null)
        {
            Send(SupervisorMessage.SocketClosed, key);
        }
    });

    public void RestartBegins() => Send(SupervisorMessage.RestartBegins);

    public void RestartFailed(string reason) => Send(SupervisorMessage.RestartFailed, reason);

    public void HandedOver(int successorPid) =>
        Send(SupervisorMessage.HandedOver, successorPid.ToString(CultureInfo.InvariantCulture));

    public void TookBack(string reason) => Send(SupervisorMessage.TookBack, reason);

    public void Stopping()
    {
        _isStopping = true;
        Send(SupervisorMessage.Stopping);
    }

    /// <summary>Sends nothing: an end without a report is a crash for the master.</summary>
    public void StoppingAfterFailure()
    {
    }

    internal void SendHeartbeat() => Send(SupervisorMessage.Heartbeat);

    internal void SendHeartbeatsEnd() => Send(SupervisorMessage.HeartbeatsEnd);

    internal void ReportUnhealthy(string checks) => Send(SupervisorMessage.Unhealthy, checks);

    /// <summary>Calls back once when the master has closed its copies of the sockets, and once when it has ended.</summary>
    internal void WatchMaster(Action whenReleased, Action whenGone) => new Thread(() =>
    {
        PollSet.WaitForEndOfInput(channel);
        whenReleased();
        PollSet.WaitForHangUp(channel);
        whenGone();
    })
    {
        Name = "graceful-master-watch",
        IsBackground = true,
    }.Start();

    private void Send(SupervisorMessage message, string text = "", int fd = -1)
    {
        var bytes = message.Encode(text);
        if (Packet.IsTemporary(Packet.TrySend(channel, bytes, fd)))
        {
            PollSet.WaitForRoom(channel, PatienceMilliseconds);
            _ = Packet.TrySend(channel, bytes, fd);
        }
    }

    private static string Describe(HandoverListener listener) =>
        new WorkerSocket(listener.Fd, listener.Key, listener.IsManaged, listener.File).Describe();
}
