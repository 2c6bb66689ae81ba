using Generator.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Running;

/// <summary>Parameter and return types may add metadata to the endpoint of an action, as for a lambda.</summary>
public sealed class MetadataOfTypesTests
{
    private const string Handler = "Noted (Body body, Maybe? maybe, [AsParameters] Search search, Kept kept, HttpContext context)";

    private const string Source = $$"""
        using System.Reflection;
        using Microsoft.AspNetCore.Http.HttpResults;
        using Microsoft.AspNetCore.Http.Metadata;

        public sealed record Note(string Text);

        public sealed record Body(string Text) : IEndpointParameterMetadataProvider, IEndpointMetadataProvider
        {
            public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
                builder.Metadata.Add(new Note($"parameter {parameter.Name} of {parameter.ParameterType.Name}"));
            public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
                builder.Metadata.Add(new Note("endpoint of Body"));
        }

        public sealed record Maybe(string Text) : IEndpointParameterMetadataProvider
        {
            public static ValueTask<Maybe?> BindAsync(HttpContext context) => new((Maybe?)null);
            public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
                builder.Metadata.Add(new Note($"parameter {parameter.Name}"));
        }

        public readonly record struct Number(int Value) : IEndpointParameterMetadataProvider
        {
            public static bool TryParse(string text, out Number number) { number = default; return true; }
            public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
                builder.Metadata.Add(new Note($"parameter {parameter.Name}"));
        }

        public sealed record Search(Number Number, Number? Other, [property: FromServices] Kept Inner) : IEndpointMetadataProvider
        {
            public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
                builder.Metadata.Add(new Note("endpoint of Search"));
        }

        public sealed class Kept : IEndpointMetadataProvider
        {
            public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
                builder.Metadata.Add(new Note("endpoint of Kept"));
        }

        public sealed class Written : IEndpointMetadataProvider
        {
            public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
                builder.Metadata.Add(new Note($"endpoint of Written by {method.Name.Length > 0}"));
        }

        [Controller("ours")]
        public static class NotedController
        {
            [Post("noted")] public static Task<Written> {{Handler}} => throw new NotSupportedException();
        }
        """;

    private const string Pipeline = $$"""
        app.UseActions();
        Task<Written> {{Handler}} => throw new NotSupportedException();
        app.MapPost("/theirs/noted", Noted);
        """;

    [Fact]
    public async Task Types_add_to_an_action_what_they_add_to_a_lambda()
    {
        await using var app = await RunningApp.StartAsync(Source, "builder.Services.AddSingleton<Kept>();", Pipeline);

        var theirs = Notes(app, "/theirs/noted");
        Assert.Equal(8, theirs.Length);
        Assert.Equal(theirs, Notes(app, "/ours/noted"));
        Assert.Equal("Note { Text = endpoint of Written by True }", theirs[^1]);
    }

    /// <summary>In source order, the result last, which takes precedence; members of [AsParameters] follow their parameter.</summary>
    private static string[] Notes(RunningApp app, string path) =>
    [
        .. app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .First(endpoint => endpoint.RoutePattern.RawText == path).Metadata
            .Where(item => item.GetType().Name == "Note").Select((item, i) => (Text: item.ToString()!, Last: i == 7))
            .OrderBy(note => note.Last).ThenBy(note => note.Text, StringComparer.Ordinal).Select(note => note.Text),
    ];
}
