using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Graceful;

namespace Throughput.Bench;

/// <summary>The actions of <see cref="BenchServer"/>.</summary>
[Controller("/")]
internal static class BenchController
{
    [Get("text")]
    public static string Text() => "Hello, World!";

    [Get("json")]
    public static Message Json() => new("Hello, World!");

    /// <summary>Returns the bytes that the server has allocated since its start.</summary>
    [Get("allocated")]
    public static string Allocated() => GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture);
}

internal sealed record Message(string Text);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Message))]
internal sealed partial class BenchJson : JsonSerializerContext;
