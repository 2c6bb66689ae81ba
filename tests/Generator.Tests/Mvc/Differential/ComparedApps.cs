using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Generator.Tests.Harness;

namespace Generator.Tests.Mvc.Differential;

/// <summary>The same controllers twice: compiled, in an app without MVC, and served by MVC.</summary>
internal sealed partial class ComparedApps : IAsyncDisposable
{
    private const string Services = """
        builder.Services.AddSingleton<Clock>();
        builder.Services.AddSingleton<ClockFilter>();
        builder.Services.AddScoped<Steps>();
        builder.Services.Configure<Microsoft.AspNetCore.Mvc.MvcOptions>(options => options.Filters.Add(new ActionStep { Scope = "app" }));
        """ + TypeFilterSource.Services + MemberSource.Services;

    private const string MvcServices = Services + """

        builder.Services.AddControllers().ConfigureApplicationPartManager(parts =>
            parts.ApplicationParts.Add(new Microsoft.AspNetCore.Mvc.ApplicationParts.AssemblyPart(typeof(TestProgram).Assembly)));
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

    private readonly RunningApp _compiled;
    private readonly RunningApp _mvc;

    private ComparedApps(RunningApp compiled, RunningApp mvc) => (_compiled, _mvc) = (compiled, mvc);

    public static async Task<ComparedApps> StartAsync()
    {
        var source = Join(
            ModelSource.Text, ValueSource.Text, ActionSource.Text, FilterSource.Text, FileSource.Text, BinderSource.Text,
            TypeFilterSource.Text, MemberSource.Text);
        return new ComparedApps(
            await RunningApp.StartAsync(source, Services, WriteSteps + "app.UseActions();"),
            await RunningApp.StartAsync(source, MvcServices, WriteSteps + "app.MapControllers();"));
    }

    /// <summary>Sends a request to both.</summary>
    /// <returns>Both answers when they differ; null when they are the same.</returns>
    public async Task<string?> DifferenceAsync(string request)
    {
        var (compiled, mvc) = (await AnswerAsync(_compiled, request), await AnswerAsync(_mvc, request));

        // MVC fails on a key of a dictionary that is empty.
        return compiled == mvc || mvc.StartsWith("500", StringComparison.Ordinal)
            ? null
            : $"{request}\n  compiled: {compiled}\n  MVC:      {mvc}";
    }

    /// <summary>Sends a request to both.</summary>
    /// <returns>The status of each.</returns>
    public async Task<(string Compiled, string Mvc)> StatusesAsync(string request) =>
        ((await AnswerAsync(_compiled, request))[..3], (await AnswerAsync(_mvc, request))[..3]);

    /// <summary>Sends a request to the compiled app alone.</summary>
    public Task<string> CompiledAsync(string request) => AnswerAsync(_compiled, request);

    public async ValueTask DisposeAsync()
    {
        await _compiled.DisposeAsync();
        await _mvc.DisposeAsync();
    }

    /// <summary>Joins files to one: usings first, and the attributes of the assembly after them.</summary>
    private static string Join(params string[] files)
    {
        var lines = files.SelectMany(file => file.Split('\n')).ToArray();
        var usings = lines.Where(line => line.StartsWith("using ", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
        return string.Join("\n", usings.Concat(lines.Where(line => !line.StartsWith("using ", StringComparison.Ordinal))));
    }

    private static async Task<string> AnswerAsync(RunningApp app, string request)
    {
        var halves = request.Split(" || ", 2);
        var parts = halves[0].Split(" | ");
        var line = parts[0].Split(' ', 2);
        using var message = new HttpRequestMessage(new HttpMethod(line[0]), line[1]);
        if (halves.Length > 1)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(halves[1]));
        }

        foreach (var header in parts[1..].Select(part => part.Split(": ", 2)))
        {
            if (header[0] == "Content-Type")
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.TryAddWithoutValidation(header[0], header[1]);
            }
            else
            {
                message.Headers.TryAddWithoutValidation(header[0], header[1]);
            }
        }

        using var response = await app.Client.SendAsync(message);
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key is not ("Date" or "Server" or "Transfer-Encoding" or "Content-Length"))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        var text = $"{(int)response.StatusCode} {string.Join("; ", headers)}\n    {Normal(await response.Content.ReadAsStringAsync())}";
        return text.Replace(app.Address.GetLeftPart(UriPartial.Authority), string.Empty, StringComparison.Ordinal);
    }

    /// <summary>The trace identifier differs in each answer, and the order of the members of an object means nothing.</summary>
    private static string Normal(string body)
    {
        body = TraceIdentifier().Replace(body, string.Empty);
        if (!body.StartsWith('{'))
        {
            return body;
        }

        try
        {
            return Sorted(JsonNode.Parse(body))!.ToJsonString();
        }
        catch (JsonException)
        {
            return body;
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex("""(?<="traceId":")[^"]*""")]
    private static partial Regex TraceIdentifier();
}
