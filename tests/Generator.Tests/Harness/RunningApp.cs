using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Runtime.Loader;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Generator.Tests.Harness;

/// <summary>A generated program, compiled with warnings as errors, loaded, and serving on a free port.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private const int MaxComplaints = 20;

    private static readonly ConcurrentDictionary<(string Source, string Services, string Pipeline), Lazy<Task<Build>>> Programs = new();

    private readonly WebApplication _app;

    private RunningApp(WebApplication app, Journal journal)
    {
        _app = app;
        Journal = journal;
        Address = new Uri(app.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    private delegate WebApplication Build(Action<WebApplicationBuilder> configure);

    public HttpClient Client { get; }

    public Uri Address { get; }

    public Journal Journal { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="source">The controllers.</param>
    /// <param name="services">Statements over <c>builder</c>.</param>
    /// <param name="pipeline">Statements over <c>app</c>.</param>
    /// <param name="setting">A value of the configuration, <c>Setting</c>, by which the statements tell instances apart.</param>
    public static async Task<RunningApp> StartAsync(
        string source, string services = "", string pipeline = "app.UseActions();", string? setting = null) =>
        // Several tests use the same program: it is compiled once, and each test starts its own instance.
        await StartAsync(
            await Programs.GetOrAdd((source, services, pipeline), program =>
                new Lazy<Task<Build>>(() => CompileAsync(program.Source, program.Services, program.Pipeline, []))).Value,
            setting);

    /// <param name="source">The controllers.</param>
    /// <param name="services">Statements over <c>builder</c>.</param>
    /// <param name="pipeline">Statements over <c>app</c>.</param>
    /// <param name="complete">Adds the files of other generators.</param>
    public static async Task<RunningApp> StartAsync(
        string source, string services, string pipeline, Func<CSharpCompilation, CSharpCompilation> complete) =>
        await StartAsync(await CompileAsync(source, services, pipeline, [], complete));

    /// <param name="source">The controllers.</param>
    /// <param name="libraries">The references of the program.</param>
    /// <param name="services">Statements over <c>builder</c>.</param>
    /// <param name="pipeline">Statements over <c>app</c>.</param>
    public static async Task<RunningApp> StartAsync(
        string source, IReadOnlyList<CompiledLibrary> libraries, string services = "", string pipeline = "app.UseActions();") =>
        await StartAsync(await CompileAsync(source, services, pipeline, libraries));

    private static async Task<RunningApp> StartAsync(Build build, string? setting = null)
    {
        var journal = new Journal();
        var app = build(builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Configuration["Setting"] = setting;
            builder.Services.AddSingleton(journal);

            // Data Protection would write its keys to the user's home.
            builder.Services.Configure<KeyManagementOptions>(options => options.XmlRepository = new KeysInMemory());
        });
        await app.StartAsync();
        return new RunningApp(app, journal);
    }

    public async Task<string> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {(int)response.StatusCode}");
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<int> StatusAsync(string path, string? user = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Authorization = user is null ? null : new AuthenticationHeaderValue("Test", user);
        using var response = await Client.SendAsync(request);
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>The program's own Build method, after compiler and analyzers have reported nothing.</summary>
    private static async Task<Build> CompileAsync(
        string source,
        string services,
        string pipeline,
        IReadOnlyList<CompiledLibrary> libraries,
        Func<CSharpCompilation, CSharpCompilation>? complete = null)
    {
        var input = Compilations.Create("TestProgram" + Guid.NewGuid().ToString("N"),
            libraries.Select(library => library.File), source, $$"""
            public static class TestProgram
            {
                public static WebApplication Build(Action<WebApplicationBuilder> configure)
                {
                    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
                    configure(builder);
                    {{services}}
                    var app = builder.Build();
                    {{pipeline}}
                    return app;
                }
            }
            """);
        var run = GeneratorRun.Of(complete?.Invoke(input) ?? input);
        var reported = await Compilations.AnalyzeAsync((CSharpCompilation)run.Output);
        Assert.True(reported.IsEmpty, string.Join("\n", reported.Take(MaxComplaints)));

        using var image = new MemoryStream();
        var emitted = run.Output.Emit(image);
        var complaints = Compilations.Complaints(emitted.Diagnostics);
        Assert.True(complaints.Count == 0, string.Join("\n", complaints.Take(MaxComplaints)));
        Assert.True(emitted.Success);
        image.Position = 0;

        var context = new AssemblyLoadContext(run.Output.AssemblyName);
        foreach (var library in libraries)
        {
            context.LoadFromStream(new MemoryStream(library.Image));
        }

        var assembly = context.LoadFromStream(image);
        return assembly.GetType("TestProgram")!.GetMethod("Build")!.CreateDelegate<Build>();
    }
}
