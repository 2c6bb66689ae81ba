using System.Text.Json;
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
    public static Greeting Json() => new("Hello, World!");
}

internal sealed record Greeting(string Message);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Greeting))]
internal sealed partial class DemoJson : JsonSerializerContext;
