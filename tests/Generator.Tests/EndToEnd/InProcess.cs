using Bookshop;
using Microsoft.AspNetCore.Builder;

namespace Generator.Tests.EndToEnd;

/// <summary>The bookshop in this process, on a free port.</summary>
public sealed class InProcessBookshop : IBookshop, IAsyncLifetime
{
    private readonly WebApplication _app = BookshopApp.Build(
        ["--urls", "http://127.0.0.1:0", "--applicationName", "Bookshop", "--Logging:LogLevel:Default", "Warning"]);

    public HttpClient Client { get; } = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) });

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

public sealed class InProcessBookshopTests(InProcessBookshop server) : BookshopTests(server), IClassFixture<InProcessBookshop>;
