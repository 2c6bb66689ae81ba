using System.Text.Json.Nodes;
using Generator.Tests.Harness;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Running;

/// <summary>The description of an action in the API explorer and OpenAPI equals that of the same minimal API handler.</summary>
public sealed class DescriptionTests
{
    private static readonly (string Name, string Route, string Verb, string Returns, string Parameters)[] Handlers =
    [
        ("Text", "", "Get", "string", ""),
        ("Value", "/{id:int}", "Get", "Book", "int id"),
        ("Later", "/{id}", "Get", "Task<Book?>", "Guid id, string? q, int page = 3"),
        ("Many", "", "Get", "IAsyncEnumerable<Book>", "[FromQuery(Name = \"tag\")] string[] tags, [FromHeader(Name = \"X-A\")] int? a"),
        ("Union", "/{id}", "Get", "Results<Ok<Book>, NotFound, BadRequest<string>>", "int id"),
        ("One", "", "Post", "Task<Created<Book>>", "[FromBody] Book book, IClock clock, HttpContext context, CancellationToken aborted"),
        ("NoBody", "", "Post", "NoContent", "IClock clock"),
        ("Maybe", "", "Post", "Ok", "[FromBody] Book? book"),
        ("Result", "", "Get", "IResult", "Color color, Color? other"),
        ("Members", "/{id}", "Get", "string", "[AsParameters] Search search"),
        ("Self", "", "Get", "string", "Tenant tenant"),
        ("Files", "", "Post", "string", "IFormFile file, IFormFileCollection all"),
        ("Form", "", "Post", "string", "[FromForm] string name, [FromForm(Name = \"n\")] int number"),
        ("Nothing", "", "Get", "void", ""),
        ("Attributed", "", "Get", "string", "[System.ComponentModel.DataAnnotations.Range(1, 5)] int page"),
    ];

    private static readonly IEnumerable<string> Actions = Handlers.Select(one =>
        $"[{one.Verb}(\"{one.Name}{one.Route}\")] public static {one.Returns} {one.Name}({one.Parameters}) => " +
        "throw new NotSupportedException();");

    private static readonly IEnumerable<string> Lambdas = Handlers.Select(one =>
        $"app.Map{one.Verb}(\"theirs/{one.Name}{one.Route}\", {one.Returns} ({one.Parameters}) => throw new NotSupportedException());");

    private static readonly string Source = $$"""
        global using Microsoft.AspNetCore.Http.HttpResults;

        public sealed record Book(string Title);
        public enum Color { Red }
        public interface IClock;
        public sealed class Clock : IClock;
        public sealed record Search(int Id, string? Q, [property: FromHeader(Name = "X-B")] string B);
        public sealed record Tenant(string Name) { public static ValueTask<Tenant?> BindAsync(HttpContext context) => new((Tenant?)null); }

        [Controller("ours")]
        public static class DescribedController
        {
            {{string.Join("\n    ", Actions)}}

            [Get("named"), EndpointSummary("summary"), EndpointDescription("description"), Tags("other"), ProducesResponseType<string>(418)]
            public static string Named() => "";
            [Post("exempt"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
            public static string Exempt([FromForm] int n) => "";
            [Get("hidden"), ExcludeFromDescription] public static string Hidden() => "";
        }

        public sealed class ProducesResponseTypeAttribute<T>(int status)
            : Microsoft.AspNetCore.Mvc.ProducesResponseTypeAttribute(typeof(T), status);
        """;

    private const string Services = "builder.Services.AddEndpointsApiExplorer(); builder.Services.AddSingleton<IClock, Clock>();";

    private static readonly string Pipeline = $$"""
        app.UseActions();
        {{string.Join("\n", Lambdas)}}
        """;

    public static TheoryData<string> Names => [.. Handlers.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_action_is_described_as_a_lambda_is(string name)
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        var described = Described(app).ToArray();
        var ours = described.Single(
            one => one.RelativePath!.StartsWith($"ours/{name}", StringComparison.Ordinal) && one.RelativePath.Split('/')[1] == name);
        var theirs = described.Single(
            one => one.RelativePath!.StartsWith($"theirs/{name}", StringComparison.Ordinal) && one.RelativePath.Split('/')[1] == name);

        Assert.Equal(Write(theirs), Write(ours));
    }

    [Fact]
    public async Task OpenAPI_shows_an_action_as_it_shows_a_lambda()
    {
        await using var app = await RunningApp.StartAsync(Source, Services + " builder.Services.AddOpenApi();",
            Pipeline + "\napp.MapOpenApi();");

        var paths = JsonNode.Parse(await app.Client.GetStringAsync("/openapi/v1.json"))!["paths"]!.AsObject();

        var lambdas = paths.Where(path => path.Key.StartsWith("/theirs/", StringComparison.Ordinal)).ToArray();
        Assert.Equal(Handlers.Length, lambdas.Length);

        // The result of a task may be null: OpenAPI does not look for that behind the task of a lambda.
        Assert.All(lambdas.Where(lambda => !lambda.Key.StartsWith("/theirs/Later", StringComparison.Ordinal)), lambda =>
            Assert.Equal(Write(lambda.Value!), Write(paths[lambda.Key.Replace("/theirs/", "/ours/", StringComparison.Ordinal)]!)));

        static string Write(JsonNode path)
        {
            var copy = path.DeepClone().AsObject();
            foreach (var (_, operation) in copy)
            {
                // The tag of a lambda is the program's name, and minimal APIs do not describe refusals.
                operation!.AsObject().Remove("tags");
                operation["responses"]!.AsObject().Remove("400");
            }

            return copy.ToJsonString();
        }
    }

    [Fact]
    public async Task A_refusal_is_described_where_there_may_be_one()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);

        Assert.Contains(400, Statuses(app, "ours/Value/{id:int}"));
        Assert.DoesNotContain(400, Statuses(app, "ours/Text"));
    }

    [Fact]
    public async Task What_the_attributes_say_counts()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        var endpoint = Endpoint(app, "Named");

        Assert.Equal("summary", endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()!.Summary);
        Assert.Equal("description", endpoint.Metadata.GetMetadata<IEndpointDescriptionMetadata>()!.Description);
        Assert.Equal(["other"], endpoint.Metadata.GetMetadata<ITagsMetadata>()!.Tags);
        Assert.Equal(["Described"], Endpoint(app, "Text").Metadata.GetMetadata<ITagsMetadata>()!.Tags);
        Assert.Contains(418, Statuses(app, "ours/named"));
        Assert.DoesNotContain(Described(app), one => one.RelativePath == "ours/hidden");
    }

    [Fact]
    public async Task A_form_needs_an_antiforgery_token_unless_an_attribute_disables_it()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);

        Assert.True(Endpoint(app, "Form").Metadata.GetMetadata<IAntiforgeryMetadata>()!.RequiresValidation);
        Assert.False(Endpoint(app, "Exempt").Metadata.GetMetadata<IAntiforgeryMetadata>()!.RequiresValidation);
        Assert.Null(Endpoint(app, "One").Metadata.GetMetadata<IAntiforgeryMetadata>());
    }

    [Fact]
    public async Task The_attributes_of_a_parameter_are_there()
    {
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);
        var parameter = Assert.Single(Endpoint(app, "Attributed").Metadata.GetOrderedMetadata<IParameterBindingMetadata>()).ParameterInfo;

        Assert.Equal(5, Assert.IsType<System.ComponentModel.DataAnnotations.RangeAttribute>(
            System.Reflection.CustomAttributeExtensions.GetCustomAttribute<System.ComponentModel.DataAnnotations.RangeAttribute>(
                parameter)).Maximum);
        Assert.Equal("page", parameter.Name);
        Assert.Equal("Attributed", parameter.Member.Name);
    }

    /// <summary>The whole description except the 400, which minimal APIs do not describe.</summary>
    private static string Write(ApiDescription one) => string.Join("\n",
    [
        one.HttpMethod!,
        .. one.ParameterDescriptions.Select(parameter =>
            $"{parameter.Name} {parameter.Source.Id} {parameter.Type} required={parameter.IsRequired} default={parameter.DefaultValue}"),
        "accepts " + string.Join(" ", one.SupportedRequestFormats.Select(format => format.MediaType)),
        .. one.SupportedResponseTypes
            .Where(response => response.Type != typeof(HttpValidationProblemDetails))
            .OrderBy(response => response.StatusCode)
            .Select(
                response => $"{response.StatusCode} {response.Type} " +
                    $"{string.Join(" ", response.ApiResponseFormats.Select(format => format.MediaType))}"),
    ]);

    private static IEnumerable<ApiDescription> Described(RunningApp app) =>
        app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items
            .SelectMany(group => group.Items);

    private static IEnumerable<int> Statuses(RunningApp app, string path) =>
        Described(app).Single(one => one.RelativePath == path).SupportedResponseTypes.Select(response => response.StatusCode);

    private static Endpoint Endpoint(RunningApp app, string action) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .Single(endpoint => endpoint.DisplayName == $"DescribedController.{action}");
}
