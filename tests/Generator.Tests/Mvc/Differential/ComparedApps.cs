using Generator.Tests.Harness;

namespace Generator.Tests.Mvc.Differential;

/// <summary>The same controllers twice: compiled, in an app without MVC, and served by MVC.</summary>
internal sealed class ComparedApps : IAsyncDisposable
{
    /// <summary>Below the default, and so small that a query may exceed it.</summary>
    public const int MaxCount = 150;

    private const string Mvc = "MVC";

    private const string Services = """
        builder.Services.AddSingleton<Clock>();
        builder.Services.AddSingleton<ClockFilter>();
        builder.Services.AddScoped<Steps>();
        builder.Services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(options => options.Filters.Add(new ActionStep { Scope = "app" }));
        builder.Services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(options => options.MaxModelBindingCollectionSize = 150);
        """ + TypeFilterSource.Services + MemberSource.Services;

    private const string MvcServices = $$"""

        if (builder.Configuration["Setting"] == "{{Mvc}}")
        {
            builder.Services.AddControllers().ConfigureApplicationPartManager(parts =>
                parts.ApplicationParts.Add(new Microsoft.AspNetCore.Mvc.ApplicationParts.AssemblyPart(typeof(TestProgram).Assembly)));
        }
        """;

    /// <summary>An exception is part of the answer, and the culture of the server is not: tests run on machines of every culture.</summary>
    public const string Surroundings = """
        app.Use(async (context, next) =>
        {
            var culture = System.Globalization.CultureInfo.InvariantCulture;
            if (context.Request.Headers["X-Culture"] == "comma")
            {
                culture = (System.Globalization.CultureInfo)culture.Clone();
                (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
            }

            System.Globalization.CultureInfo.CurrentCulture = culture;
            try
            {
                await next(context);
            }
            catch (Exception exception) when (!context.Response.HasStarted)
            {
                context.Response.Clear();
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync(exception.GetType().ToString());
            }
        });

        """;

    /// <summary>The steps of the filters are a trailer of the body; an exception that no filter handles is a step too.</summary>
    private const string WriteSteps = """
        app.Use(async (context, next) =>
        {
            var steps = context.RequestServices.GetRequiredService<Steps>();
            try
            {
                await next(context);
            }
            catch (InvalidOperationException exception) when (context.Request.Path.StartsWithSegments("/filters"))
            {
                steps.All.Add("thrown " + exception.Message);
            }

            if (context.Request.Path.StartsWithSegments("/filters"))
            {
                await context.Response.WriteAsync("\n" + string.Join(" ", steps.All));
            }
        });

        """;

    private const string Pipeline = $$"""
        _ = app.Configuration["Setting"] == "{{Mvc}}" ? (object)app.MapControllers() : app.UseActions();
        """;

    private readonly RunningApp _compiled;
    private readonly RunningApp _mvc;

    private ComparedApps(RunningApp compiled, RunningApp mvc) => (_compiled, _mvc) = (compiled, mvc);

    /// <summary>Starts the apps with the controllers of the tables.</summary>
    public static Task<ComparedApps> StartAsync() => StartAsync(
        Join(ModelSource.Text, ValueSource.Text, ActionSource.Text, FilterSource.Text, FileSource.Text, BinderSource.Text,
            EdgeSource.Text, TypeFilterSource.Text, MemberSource.Text),
        Services, WriteSteps);

    /// <param name="source">The controllers.</param>
    /// <param name="services">Statements over <c>builder</c>.</param>
    /// <param name="middleware">Statements over <c>app</c>, before the actions.</param>
    /// <param name="later">Statements over <c>app</c>, after the actions.</param>
    public static async Task<ComparedApps> StartAsync(string source, string services, string middleware = "", string later = "")
    {
        var (all, pipeline) = (services + MvcServices, Surroundings + middleware + Pipeline + later);
        return new ComparedApps(
            await RunningApp.StartAsync(source, all, pipeline),
            await RunningApp.StartAsync(source, all, pipeline, Mvc));
    }

    /// <summary>Sends a request to both.</summary>
    public async Task<(string Compiled, string Mvc)> AnswersAsync(string request) =>
        (await MvcAnswer.OfAsync(_compiled.Client, request), await MvcAnswer.OfAsync(_mvc.Client, request));

    /// <summary>Sends requests to both, and compares the answers.</summary>
    public async Task<MvcComparison> CompareAsync(IEnumerable<string> requests)
    {
        var comparison = new MvcComparison();
        foreach (var request in requests)
        {
            var (compiled, mvc) = await AnswersAsync(request);
            comparison.Add(request, compiled, mvc);
        }

        return comparison;
    }

    /// <summary>Sends a request to both.</summary>
    /// <returns>The status of each.</returns>
    public async Task<(string Compiled, string Mvc)> StatusesAsync(string request)
    {
        var (compiled, mvc) = await AnswersAsync(request);
        return (compiled[..3], mvc[..3]);
    }

    /// <summary>Sends a request to the compiled app alone.</summary>
    public Task<string> CompiledAsync(string request) => MvcAnswer.OfAsync(_compiled.Client, request);

    public async ValueTask DisposeAsync()
    {
        await _compiled.DisposeAsync();
        await _mvc.DisposeAsync();
    }

    /// <summary>Joins files to one: usings first, and the attributes of the assembly after them.</summary>
    public static string Join(params string[] files)
    {
        var lines = files.SelectMany(file => file.Split('\n')).ToArray();
        var usings = lines.Where(line => line.StartsWith("using ", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
        return string.Join("\n", usings.Concat(lines.Where(line => !line.StartsWith("using ", StringComparison.Ordinal))));
    }
}
