using Generator.Tests.Harness;
using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>
/// Members that C# sets only while an object is created, also those of generic types and of records, are bound as in MVC.
/// </summary>
public sealed class MvcSetOnCreationTests(ITestOutputHelper output)
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc;

        [assembly: CompileMvcControllers]

        public class RequiredOf<T> { public required T Value { get; set; } public int Number { get; set; } }
        public class InitOf<T> where T : notnull { public T? Value { get; init; } public int Number { get; init; } }
        public class BothOf<T> : InitOf<T> where T : notnull { public required string Text { get; init; } }
        public sealed class Derived : InitOf<string> { public required string Text { get; init; } }
        public static class Outer<T>
        {
            public sealed class Inner { public T? Value { get; init; } public required int Number { get; set; } }
        }
        public sealed record Plain(int Value, string? Text) { public required int Number { get; set; } }
        public sealed record RecordOf<T>(T? Value, string? Text = "text") { public required int Number { get; init; } }

        public sealed class SetOnly
        {
            private int _value;
            public int Value { set => _value = value; }
            public string? Text { private get; set; }
            public int Number { get; set; }
            public override string ToString() => $"{_value} {Text} {Number}";
        }

        [ApiController, Route("z")]
        public sealed class ZController : ControllerBase
        {
            [HttpGet("a")] public string A([FromQuery] RequiredOf<string> p) => $"{p.Value} {p.Number}";
            [HttpGet("b")] public string B([FromQuery] RequiredOf<DayOfWeek> p) => $"{p.Value} {p.Number}";
            [HttpGet("c")] public string C([FromQuery] InitOf<string> p) => $"{p.Value} {p.Number}";
            [HttpGet("d")] public string D([FromQuery] BothOf<int> p) => $"{p.Value} {p.Number} {p.Text}";
            [HttpGet("e")] public string E([FromQuery] Derived p) => $"{p.Value} {p.Number} {p.Text}";
            [HttpGet("f")] public string F([FromQuery] Outer<string>.Inner p) => $"{p.Value} {p.Number}";
            [HttpGet("g")] public string G([FromQuery] Plain p) => $"{p}";
            [HttpGet("h")] public string H([FromQuery] RecordOf<string> p) => $"{p}";
            [HttpGet("i")] public string I([FromQuery] RecordOf<int?> p) => $"{p}";
            [HttpGet("j")] public string J([FromQuery] SetOnly p) => $"{p}";
        }
        """;

    [Fact]
    public async Task They_are_bound_as_in_MVC()
    {
        await using var apps = await ComparedApps.StartAsync(Source, "");

        var comparison = await apps.CompareAsync("abcdefghij".SelectMany(action => new[]
        {
            $"GET /z/{action}?value=1&number=2&text=3",
            $"GET /z/{action}?value=1",
            $"GET /z/{action}?number=2",
            $"GET /z/{action}?number=x",
        }));

        comparison.AssertSame(output, served: 18, refused: 9);
    }

    [Fact]
    public void They_are_set_without_reflection()
    {
        var generated = string.Concat(GeneratorRun.Of(Source).Files.Values);

        Assert.Contains("UnsafeAccessor", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("Activator", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("GetProperty", generated, StringComparison.Ordinal);
    }
}
