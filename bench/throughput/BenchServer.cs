using Graceful;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Throughput.Bench;

/// <summary>A server on either transport, with actions and without. The benchmark starts itself as this server.</summary>
internal static class BenchServer
{
    internal const string Argument = "--serve";

    private const int DownloadBytes = 32 * 1024 * 1024;

    private static readonly byte[] Small = "small"u8.ToArray();
    private static readonly byte[] Block = new byte[32 * 1024];

    internal static async Task RunAsync(string transport, string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        if (transport == "Graceful")
        {
            builder.UseGraceful();
        }

        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, BenchJson.Default));
        WebApplication app = builder.Build();
        app.UseActions();
        app.Use(next => context => context.GetEndpoint() is not null ? next(context)
            : context.Request.Path == "/download" ? DownloadAsync(context)
            : AnswerAsync(context));
        await app.RunAsync();
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentLength = Small.Length;
        return context.Response.Body.WriteAsync(Small, 0, Small.Length);
    }

    private static async Task DownloadAsync(HttpContext context)
    {
        context.Response.ContentLength = DownloadBytes;
        for (int sent = 0; sent < DownloadBytes; sent += Block.Length)
        {
            await context.Response.Body.WriteAsync(Block);
        }
    }
}
