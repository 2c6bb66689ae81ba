using System.Text.Json.Serialization;
using Graceful;

namespace AotDemo.Controllers;

/// <summary>The two smallest responses, for benchmarks: <c>/plaintext</c> and <c>/json</c>.</summary>
[Controller("/")]
internal static class PlainController
{
    [Action("plaintext")]
    public static string Plaintext() => "Hello, World!";

    [Action("json")]
    public static IResult Json() => TypedResults.Json(new Greeting("Hello, World!"), DemoJson.Default.Greeting);
}

internal sealed record Greeting(string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Greeting))]
internal sealed partial class DemoJson : JsonSerializerContext;
