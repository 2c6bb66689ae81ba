using Generator.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Generator.Tests.Mvc.Results;

/// <summary>Two apps with the same actions: one runs them with MVC, the other sends their results with the code of this library.</summary>
public sealed class ResultApps : IAsyncDisposable
{
    private static readonly string Root = CreateRoot();

    private readonly WebApplication _mvc;
    private readonly WebApplication _compiled;

    private ResultApps(WebApplication mvc, WebApplication compiled)
    {
        (_mvc, _compiled) = (mvc, compiled);
        Mvc = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(mvc.Urls.Single()) };
        Compiled = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(compiled.Urls.Single()) };
    }

    public static string PhysicalFile => Path.Combine(Root, "physical.txt");

    public HttpClient Mvc { get; }

    public HttpClient Compiled { get; }

    public IServiceProvider MvcServices => _mvc.Services;

    public IServiceProvider CompiledServices => _compiled.Services;

    /// <param name="configure">The same changes of both apps.</param>
    public static async Task<ResultApps> StartAsync(Action<IServiceCollection> configure)
    {
        var mvc = await StartAsync(configure, services => services.AddControllers().ConfigureApplicationPartManager(parts =>
        {
            parts.ApplicationParts.Add(new AssemblyPart(typeof(CasesController).Assembly));
            parts.FeatureProviders.Add(new CaseControllers());
        }), app => app.MapControllers());
        var compiled = await StartAsync(configure, services =>
        {
            // As in a native binary: no reflection for JSON, and the context is that of minimal APIs.
            services.Configure<Microsoft.AspNetCore.Mvc.JsonOptions>(
                options => options.JsonSerializerOptions.TypeInfoResolverChain.Clear());
            services.ConfigureHttpJsonOptions(options =>
            {
                options.SerializerOptions.TypeInfoResolverChain.Clear();
                options.SerializerOptions.TypeInfoResolverChain.Add(CaseJson.Default);
            });
        }, app => ((IEndpointRouteBuilder)app).DataSources.Add(new DefaultEndpointDataSource(CompiledEndpoints.All())));
        return new ResultApps(mvc, compiled);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (client, app) in new[] { (Mvc, _mvc), (Compiled, _compiled) })
        {
            client.Dispose();
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    private static async Task<WebApplication> StartAsync(
        Action<IServiceCollection> configure, Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Production",
            ContentRootPath = Root,
            WebRootPath = Root,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.Configure<KeyManagementOptions>(options => options.XmlRepository = new KeysInMemory());
        builder.Services.AddAuthentication("Test")
            .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, CaseAuthentication>("Test", _ => { })
            .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, CaseAuthentication>("Other", _ => { });
        add(builder.Services);
        configure(builder.Services);
        var app = builder.Build();
        app.Use(ShowErrorAsync);
        app.UsePathBase("/base");
        app.UseRouting();
        map(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>An exception is part of the comparison.</summary>
    private static async Task ShowErrorAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync(error.GetType().ToString());
        }
    }

    private static string CreateRoot()
    {
        var root = Directory.CreateTempSubdirectory("graceful-results-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        foreach (var name in new[] { "hello.txt", "physical.txt" })
        {
            File.WriteAllText(Path.Combine(root, name), "the text of " + name);
            File.SetLastWriteTimeUtc(Path.Combine(root, name), new DateTime(2021, 5, 6, 7, 8, 9, DateTimeKind.Utc));
        }

        return root;
    }
}
