using Microsoft.Extensions.FileProviders;

namespace HttpArena;

/// <summary>The middleware that all entries share, with the defaults of ASP.NET Core.</summary>
internal static class Pipeline
{
    internal static void AddArena(this IServiceCollection services)
    {
        services.AddResponseCompression();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ArenaJson.Default));
    }

    internal static void UseArena(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Path.Combine(Items.Folder, "static")),
            RequestPath = "/static",
        });
        app.UseWebSockets();
    }
}
