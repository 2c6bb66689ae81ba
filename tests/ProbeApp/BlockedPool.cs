using System.Globalization;
using System.Net;
using System.Net.Sockets;

/// <summary>A request that blocks every thread of the pool, and is answered by a thread of its own.</summary>
internal static class BlockedPool
{
    /// <summary>The number of work items for each processor that wait for a thread.</summary>
    private const int Pending = 8;

    /// <returns>The port at which a connection unblocks the pool.</returns>
    internal static async Task<string> AnswerAsync(HttpContext context)
    {
        // The request goes on on the thread that sets the result.
        var blocked = new TaskCompletionSource<int>();
        var server = new IPEndPoint(IPAddress.Loopback, context.Connection.LocalPort);
        new Thread(() => Block(server, blocked)) { IsBackground = true }.Start();
        return (await blocked.Task).ToString(CultureInfo.InvariantCulture);
    }

    private static void Block(IPEndPoint server, TaskCompletionSource<int> blocked)
    {
        using var first = new Client(server);
        using var second = new Client(server);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        // Not disposed: the last work items may begin after this method has ended.
        var unblocked = new ManualResetEventSlim();
        ThreadPool.GetMaxThreads(out int most, out int io);
        ThreadPool.SetMinThreads(Environment.ProcessorCount, 1);
        ThreadPool.SetMaxThreads(Environment.ProcessorCount, io);
        int items = (1 + Pending) * Environment.ProcessorCount;
        int begun = 0;
        for (int i = 0; i < items; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    Interlocked.Increment(ref begun);
                    unblocked.Wait();
                },
                null);
        }

        // The event loop learns with a request how much waits; with the second one it has finished with the first.
        first.AskUntil(() => Queued() > items);
        second.AskUntil(() => Queued() > items + 1);
        blocked.SetResult(((IPEndPoint)listener.LocalEndpoint).Port);
        using Socket unblocks = listener.AcceptSocket();
        ThreadPool.SetMaxThreads(most, io);
        unblocked.Set();

        // Those that have begun and those that wait.
        long Queued() => Volatile.Read(ref begun) + ThreadPool.PendingWorkItemCount;
    }

    /// <summary>A client of this server, whose connection has been served once.</summary>
    private sealed class Client : IDisposable
    {
        private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

        internal Client(IPEndPoint server)
        {
            _socket.Connect(server);
            Ask();
            ReadAnswer();
        }

        /// <summary>Sends requests until one waits: the thread that has answered the last one may answer another.</summary>
        internal void AskUntil(Func<bool> waits)
        {
            while (!waits())
            {
                Ask();
                SpinWait.SpinUntil(() => waits() || _socket.Available > 0);
                if (_socket.Available > 0)
                {
                    ReadAnswer();
                }
            }
        }

        public void Dispose() => _socket.Dispose();

        private void ReadAnswer() => _socket.Receive(new byte[1024]);

        private void Ask() => _socket.Send("GET /process/id HTTP/1.1\r\nHost: t\r\n\r\n"u8);
    }
}
