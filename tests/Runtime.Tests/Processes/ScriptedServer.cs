using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Runtime.Tests.Processes;

/// <summary>A server that treats its connections, one after the other, exactly as a test specifies: mostly in invalid ways.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    internal const string Right = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npid=1\n";

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Func<ScriptedConnection, Task> _script;
    private readonly Task _accepting;
    private readonly List<Task> _scripts = [];

    internal ScriptedServer(Func<ScriptedConnection, Task> script)
    {
        _script = script;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    internal EndPoint EndPoint => _listener.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_scripts);
    }

    private async Task AcceptAsync()
    {
        for (int number = 0; ; number++)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            _scripts.Add(RunAsync(new ScriptedConnection(socket, number)));
        }
    }

    private async Task RunAsync(ScriptedConnection connection)
    {
        using (connection)
        {
            await _script(connection);
        }
    }
}

/// <param name="Socket">The server's side.</param>
/// <param name="Number">The number of connections accepted before.</param>
internal sealed record ScriptedConnection(Socket Socket, int Number) : IDisposable
{
    private string _unread = "";

    /// <returns>False when the client has disconnected.</returns>
    internal async Task<bool> ReadRequestAsync()
    {
        var buffer = new byte[4096];
        int end;
        while ((end = _unread.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            int count = await ReceiveAsync(buffer);
            if (count == 0)
            {
                return false;
            }

            _unread += Encoding.Latin1.GetString(buffer, 0, count);
        }

        _unread = _unread[(end + 4)..];
        return true;
    }

    internal Task WriteAsync(string latin1) => Socket.SendAsync(Encoding.Latin1.GetBytes(latin1));

    /// <summary>Answers every request of the connection in the same way, until the client disconnects.</summary>
    internal async Task AnswerAllAsync(string response = ScriptedServer.Right)
    {
        while (await ReadRequestAsync())
        {
            await WriteAsync(response);
        }
    }

    internal void Reset() => Socket.LingerState = new LingerOption(true, 0);

    public void Dispose() => Socket.Dispose();

    private async Task<int> ReceiveAsync(byte[] buffer)
    {
        try
        {
            return await Socket.ReceiveAsync(buffer);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
