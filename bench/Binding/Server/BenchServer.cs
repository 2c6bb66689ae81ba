using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Binding.Bench;

/// <summary>A server without a network: it passes requests to an app one by one, on the calling thread.</summary>
internal sealed class BenchServer : IServer
{
    private Exchange? _exchange;
    private Func<Task>? _process;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Gets the response to the last request.</summary>
    public (int StatusCode, string Body) Response => (_exchange!.StatusCode, Encoding.UTF8.GetString(_exchange.Output.Written));

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        var exchange = new Exchange<TContext>();
        _exchange = exchange;
        _process = async () =>
        {
            var context = application.CreateContext(exchange);
            await application.ProcessRequestAsync(context);
            await exchange.CompleteAsync();
            application.DisposeContext(context, null);
        };
        return Task.CompletedTask;
    }

    public void Send(BenchRequest request)
    {
        _exchange!.Begin(request);
        _process!().GetAwaiter().GetResult();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
