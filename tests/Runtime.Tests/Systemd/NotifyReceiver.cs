using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Graceful.Posix;
using Instruments.Servers;
using Tmds.Linux;

namespace Runtime.Tests.Systemd;

/// <summary>A message as systemd receives it: its sender (SCM_CREDENTIALS), its text and its descriptors.</summary>
internal sealed record Notification(int Pid, string Text, int Fd)
{
    internal IReadOnlyList<string> Fields { get; } = Text.Split('\n');

    internal string? this[string name] => Fields
        .Where(line => line.StartsWith(name + '=', StringComparison.Ordinal))
        .Select(line => line[(name.Length + 1)..])
        .SingleOrDefault();

    /// <summary>The names of the fields, in their order: <c>MAINPID READY STATUS</c>.</summary>
    internal string Shape => string.Join(' ', Fields.Select(line => line.Split('=')[0]));
}

/// <summary>Plays systemd: a datagram socket for NOTIFY_SOCKET. Barriers are answered at once, unless they are held.</summary>
internal sealed class NotifyReceiver : IDisposable
{
    private const string Mark = "X_MARK=1";
    private const string End = "the end of this receiver";

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly List<Notification> _received = [];
    private readonly HashSet<Notification> _closed = new(ReferenceEqualityComparer.Instance);
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _read;

    /// <param name="name">The value of NOTIFY_SOCKET; an abstract name by default.</param>
    internal NotifyReceiver(string? name = null)
    {
        Name = name ?? $"@graceful-test-{Guid.NewGuid():N}";
        _socket.Bind(EndPoint);
        PassCredentials((int)_socket.Handle);
        _thread = new Thread(Run) { IsBackground = true, Name = "notify receiver" };
        _thread.Start();
    }

    internal string Name { get; }

    /// <summary>Keeps the descriptors of a BARRIER open, as if systemd were busy.</summary>
    internal bool HoldsBarriers { get; set; }

    /// <summary>The messages read so far; more may be on their way (<see cref="AllAsync"/>).</summary>
    internal IReadOnlyList<Notification> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    private UnixDomainSocketEndPoint EndPoint => new(Name[0] == '@' ? '\0' + Name[1..] : Name);

    /// <summary>Returns the next message.</summary>
    internal async Task<Notification> NextAsync()
    {
        using var deadline = new CancellationTokenSource(Until.Limit);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_received.Count > _read)
                {
                    return _received[_read++];
                }

                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"No further message came. Those before:\n{this}");
            }
        }
    }

    /// <summary>Returns the next message, which must have these fields in this order.</summary>
    internal async Task<Notification> NextAsync(int pid, string shape)
    {
        Notification next = await NextAsync();
        Assert.True((next.Pid, next.Shape) == (pid, shape),
            $"Expected {shape} of process {pid} and got {next.Shape} of {next.Pid}. All:\n{this}");
        return next;
    }

    /// <summary>Asserts that no further message has arrived. Call it when no sender is left.</summary>
    internal void AssertNothingMore()
    {
        SendToSelf(Mark);
        Notification next = NextAsync().GetAwaiter().GetResult();
        Assert.True(next.Text == Mark, $"Expected nothing more and got {next.Shape} of {next.Pid}. All:\n{this}");
    }

    /// <summary>Returns all messages sent before this call, also by processes that have exited since. For the end of a test.</summary>
    internal async Task<IReadOnlyList<Notification>> AllAsync()
    {
        SendToSelf(Mark);
        while ((await NextAsync()).Text != Mark)
        {
            continue;
        }

        return [.. Received.SkipLast(1)];
    }

    /// <summary>Closes the descriptors of the message, as systemd does after reading it. Once only: their numbers are reused.</summary>
    internal void Close(Notification notification)
    {
        lock (_lock)
        {
            if (notification.Fd >= 0 && _closed.Add(notification))
            {
                Descriptor.Close(notification.Fd);
            }
        }
    }

    public void Dispose()
    {
        SendToSelf(End);
        _thread.Join();
        _socket.Dispose();
        foreach (Notification notification in Received)
        {
            Close(notification);
        }

        if (Name[0] == '/')
        {
            File.Delete(Name);
        }
    }

    public override string ToString() =>
        string.Join('\n',
            Received.Select(notification => $"  {notification.Pid}: {notification.Text.Replace("\n", " | ", StringComparison.Ordinal)}"));

    /// <summary>Earlier messages are received before this one.</summary>
    private void SendToSelf(string text)
    {
        using var self = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        self.SendTo(Encoding.UTF8.GetBytes(text), EndPoint);
    }

    private static unsafe void PassCredentials(int fd)
    {
        int on = 1;
        PosixException.Check(LibC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_PASSCRED, &on, sizeof(int)), "setsockopt(SO_PASSCRED)");
    }

    private unsafe void Run()
    {
        byte* data = stackalloc byte[4096];
        byte* control = stackalloc byte[256];
        while (true)
        {
            var vector = new iovec { iov_base = data, iov_len = 4096 };
            var header = new msghdr { msg_iov = &vector, msg_iovlen = 1, msg_control = control, msg_controllen = 256 };
            long length = LibC.recvmsg((int)_socket.Handle, &header, LibC.MSG_CMSG_CLOEXEC);
            if (length < 0)
            {
                Assert.Equal(LibC.EINTR, Marshal.GetLastPInvokeError());
                continue;
            }

            string text = Encoding.UTF8.GetString(data, (int)length);
            if (text == End)
            {
                return;
            }

            (int pid, int fd) = Beside(&header);
            if (text == "BARRIER=1" && !HoldsBarriers)
            {
                Descriptor.Close(fd);
                fd = -1;
            }

            Add(new Notification(pid, text, fd));
        }
    }

    private static unsafe (int Pid, int Fd) Beside(msghdr* header)
    {
        (int pid, int fd) = (0, -1);
        for (cmsghdr* head = LibC.CMSG_FIRSTHDR(header); head != null; head = LibC.CMSG_NXTHDR(header, head))
        {
            if (head->cmsg_type == LibC.SCM_CREDENTIALS)
            {
                pid = ((ucred*)LibC.CMSG_DATA(head))->pid;
            }
            else if (head->cmsg_type == LibC.SCM_RIGHTS)
            {
                fd = *(int*)LibC.CMSG_DATA(head);
            }
        }

        return (pid, fd);
    }

    private void Add(Notification notification)
    {
        TaskCompletionSource more;
        lock (_lock)
        {
            _received.Add(notification);
            more = _more;
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        more.SetResult();
    }
}
