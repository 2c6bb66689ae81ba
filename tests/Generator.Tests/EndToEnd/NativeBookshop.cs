using Instruments.Servers;

namespace Generator.Tests.EndToEnd;

/// <summary>
/// The bookshop as a native binary, published to artifacts/test/bookshop and started on a free port; or the binary that the
/// environment variable GRACEFUL_BOOKSHOP names.
/// </summary>
public sealed class NativeBookshop : IBookshop, IAsyncLifetime
{
    private NativeServer? _server;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) });

    public async Task InitializeAsync()
    {
        var binary = Environment.GetEnvironmentVariable("GRACEFUL_BOOKSHOP") is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(await NativePublish.PublishAsync("samples/Bookshop", "artifacts/test/bookshop"), "Bookshop");
        _server = await NativeServer.StartAsync(binary);
        Client.BaseAddress = _server.Address;
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
