using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Generator.Tests.Corpus;
using Generator.Tests.Harness;
using Xunit.Abstractions;

namespace Generator.Tests.Binding.Differential.Mvc;

/// <summary>
/// Random objects and parameters, read and validated by actions and by MVC: the same status, and the same members fail, except for the
/// differences of docs/coming-from-mvc.md.
/// </summary>
public sealed class MvcDifferentialTests(ITestOutputHelper output)
{
    private const int ShapesOfSource = 100;
    private const int RequestsOfShape = 3;
    private const int UsualSeed = 20261128;
    private const string Services = """
        builder.Services.AddControllers().ConfigureApplicationPartManager(parts =>
            parts.ApplicationParts.Add(new Microsoft.AspNetCore.Mvc.ApplicationParts.AssemblyPart(typeof(TestProgram).Assembly)));
        """;

    [Fact]
    public async Task An_action_refuses_what_MVC_refuses()
    {
        var seed = TestSeed.OfRun(UsualSeed, output);
        var choices = new Choices(seed.Value);
        var shapes = Enum.GetValues<MvcSource>()
            .SelectMany(source => Enumerable.Range(0, ShapesOfSource).Select(number => MvcShapes.Shape(choices, number, source)))
            .ToArray();

        // MVC reads forms in the culture of the request, which is the machine's unless the app sets it. Actions do not.
        const string Pipeline = """
            app.Use((context, next) =>
            {
                System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
                return next(context);
            });
            app.UseActions();
            app.MapControllers();
            """;
        await using var app = await RunningApp.StartAsync(Program(shapes), Services, Pipeline);

        var met = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var unexplained = new List<string>();
        foreach (var request in shapes.SelectMany(shape => Enumerable.Range(0, RequestsOfShape).Select(_ =>
            MvcShapes.Request(choices, shape))))
        {
            var (ours, theirs) = (await FailingAsync(app, "ours", request), await FailingAsync(app, "theirs", request));
            var what = ours.Count == 0 && theirs.Count == 0 ? "both accept" : ours.SetEquals(theirs) ? "both refuse" : "difference";
            met[what] = met.GetValueOrDefault(what) + 1;
            foreach (var failing in ours.Except(theirs).Union(theirs.Except(ours)))
            {
                if (MvcDifferences.Explain(request, failing) is { } difference)
                {
                    met[difference] = met.GetValueOrDefault(difference) + 1;
                }
                else
                {
                    unexplained.Add($"{failing} in {request}\n  ours: {string.Join(" ", ours)}\n  MVC: {string.Join(" ", theirs)}");
                }
            }
        }

        output.WriteLine(string.Join("\n", met.Select(pair => $"{pair.Key}: {pair.Value}")));
        Assert.True(unexplained.Count == 0, $"{seed.Hint}\n{unexplained.Count} differences:\n{string.Join("\n", unexplained.Take(40))}");
        if (seed.IsUsual)
        {
            Assert.All(MvcDifferences.All, difference => Assert.Contains(difference, met.Keys));
            Assert.All(["both accept", "both refuse"], what => Assert.True(met[what] > 100, $"{what}: {met[what]}"));
        }
    }

    [Fact]
    public void Every_difference_is_documented()
    {
        var page = File.ReadAllText(Path.Combine(Harness.Project.Root, "docs", "coming-from-mvc.md"));

        Assert.All(MvcDifferences.All, difference => Assert.Contains($"- {difference}", page, StringComparison.Ordinal));
    }

    /// <summary>Returns the names of the members that fail, in lower case; none when the request is served.</summary>
    private static async Task<HashSet<string>> FailingAsync(RunningApp app, string group, MvcRequest request)
    {
        var path = $"/{group}/{request.Shape.Path}";
        using var message = request.Shape.Source switch
        {
            MvcSource.Query => new HttpRequestMessage(HttpMethod.Get, $"{path}?{request.Content}"),
            MvcSource.Form => new(HttpMethod.Post, path) { Content = Text(request.Content, "application/x-www-form-urlencoded") },
            _ => new(HttpMethod.Post, path) { Content = Text(request.Content, "application/json") },
        };
        using var response = await app.Client.SendAsync(message);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest,
            $"{group} {request}: {response.StatusCode} {body}");
        return response.StatusCode == HttpStatusCode.OK
            ? []
            : JsonNode.Parse(body)!["errors"]!.AsObject().Select(error => Normal(error.Key)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>MVC names an error of the JSON reader by its path, and adds one for the parameter.</summary>
    private static string Normal(string key) =>
        key.Length == 0 || key[0] == '$' || key == "dto" ? MvcDifferences.Whole : key.ToLowerInvariant();

    private static StringContent Text(string text, string type) => new(text, Encoding.UTF8, type);

    private static string Program(IReadOnlyList<MvcShape> shapes) => $$"""
        {{MvcShapes.Support}}
        {{string.Join("\n", shapes.Where(shape => shape.Source != MvcSource.Query).Select(Dto))}}

        [Controller("ours"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class OurController
        {
            {{string.Join("\n    ", shapes.Select(shape => $"[{Verb(shape)}(\"{shape.Path}\")] public static string {Method(shape)}"))}}
        }

        [Microsoft.AspNetCore.Mvc.ApiController, Microsoft.AspNetCore.Mvc.Route("theirs")]
        public class TheirController : Microsoft.AspNetCore.Mvc.ControllerBase
        {
            {{string.Join("\n    ", shapes.Select(Theirs))}}        }
        """;

    private static string Verb(MvcShape shape) => shape.Source == MvcSource.Query ? "Get" : "Post";

    private static string Theirs(MvcShape shape) =>
        $"[Microsoft.AspNetCore.Mvc.Http{Verb(shape)}(\"{shape.Path}\")] public string {Method(shape)}";

    private static string Dto(MvcShape shape) =>
        $"public sealed class Dto{shape.Path} {{ {string.Join(" ", shape.Members.Select(Property))} }}";

    private static string Property(MvcMember one) => $"{one.Annotation}public {one.Type} {one.Name} {{ get; set; }} {Initial(one)}";

    private static string Parameter(MvcMember one) => $"[FromQuery] {one.Annotation}{one.Type} {one.Name}{one.Default}";

    private static string Initial(MvcMember member) => member is { IsNullable: false, Plain: "string" or "Inner" or ['L', ..] }
        ? "= null!;" : string.Empty;

    private static string Method(MvcShape shape) => shape.Source switch
    {
        MvcSource.Body => $"{shape.Path}([FromBody] Dto{shape.Path} dto) => $\"{{dto}}\";",
        MvcSource.Form => $"{shape.Path}([FromForm] Dto{shape.Path} dto) => $\"{{dto}}\";",
        _ => $"{shape.Path}({string.Join(", ", shape.Members.OrderBy(one => one.Default.Length > 0).Select(Parameter))}) => \"\";",
    };
}
