using System.Net.Http.Json;
using System.Net.Sockets;

namespace Runtime.Tests.Conduit;

/// <summary>A client of the API. It counts its requests, its connections, and the assertions on the responses.</summary>
internal sealed class ConduitClient : IDisposable
{
    private readonly HttpClient _http;
    private int _requests;
    private int _assertions;
    private int _connections;

    public ConduitClient(Uri address)
    {
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1, ConnectCallback = ConnectAsync };
        _http = new HttpClient(handler) { BaseAddress = address };
    }

    public int Requests => Volatile.Read(ref _requests);

    public int Assertions => Volatile.Read(ref _assertions);

    /// <summary>Gets the number of connections: one, unless the server has closed one.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public Task<Answer> GetAsync(string path, string? token = null) => SendAsync(HttpMethod.Get, path, token, body: null);

    public Task<Answer> PostAsync(string path, object? body = null, string? token = null) => SendAsync(HttpMethod.Post, path, token, body);

    public Task<Answer> PutAsync(string path, object body, string? token = null) => SendAsync(HttpMethod.Put, path, token, body);

    public Task<Answer> DeleteAsync(string path, string? token = null) => SendAsync(HttpMethod.Delete, path, token, body: null);

    /// <summary>Registers a user, and returns the token.</summary>
    public async Task<string> RegisterAsync(string name)
    {
        var user = new { username = name, email = $"{name}@example.com", password = "password123" };
        var answer = await PostAsync("users", new { user });
        return answer.Is(201).Captured("user.token");
    }

    /// <summary>Publishes an article, and returns its slug.</summary>
    public async Task<string> PublishAsync(string token, string title, params string[] tags)
    {
        var article = new { title, description = $"About {title}", body = $"Body of {title}", tagList = tags };
        var answer = await PostAsync("articles", new { article }, token);
        return answer.Is(201).Captured("article.slug");
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer> SendAsync(HttpMethod method, string path, string? token, object? body)
    {
        using var request = new HttpRequestMessage(method, $"api/{path}");
        if (body is not null)
        {
            // With a length, as most clients send it: see "last request had a chunked body" in docs/restarts.md.
            request.Content = JsonContent.Create(body);
            await request.Content.LoadIntoBufferAsync();
        }

        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Token {token}");
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Interlocked.Increment(ref _requests);
        return new Answer($"{method} {path}", (int)response.StatusCode, text, () => Interlocked.Increment(ref _assertions));
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken aborted)
    {
        Interlocked.Increment(ref _connections);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, aborted);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
