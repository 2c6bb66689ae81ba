using Microsoft.AspNetCore.Hosting.Server;

namespace Binding.Bench;

/// <summary>An app with the handlers, and a server to send it requests.</summary>
internal sealed class Contender(string name, string path, WebApplication app, BenchServer server)
{
    public string Name => name;

    public LinkGenerator Links => app.Services.GetRequiredService<LinkGenerator>();

    /// <summary>All contenders have the same services and middleware; only the handlers differ.</summary>
    public static async Task<Contender> StartAsync(
        string name, Action<WebApplication> map, Action<IServiceCollection>? add = null, string path = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = new BenchServer();
        builder.Services.AddSingleton<IServer>(server);
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BenchJson.Default));
        add?.Invoke(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new(name, path, app, server);
    }

    public Measurement Measure(Row row)
    {
        // A fast answer must also be correct.
        var request = row.Request.Below(path);
        server.Send(request);
        var (status, body) = server.Response;
        if (status != row.StatusCode || (status == StatusCodes.Status200OK && body != "hello"))
        {
            throw new InvalidOperationException($"{name} answered '{row.Name}' with {status} {body}.");
        }

        var target = server;
        return Measurement.Of(() => target.Send(request));
    }
}
