using System.Text;
using Generator.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Generator.Tests.Running;

/// <summary>Attributes become metadata as reflection would have created them.</summary>
public sealed class MetadataTests
{
    private const string Source = """"
        using System.Diagnostics;
        using System.Reflection;

        [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
        public sealed class AllKindsAttribute(params object?[] values) : Attribute
        {
            public object?[] Values => values;
            public string? Text { get; set; }
            public Type[]? Types { get; set; }
            public DayOfWeek Day { get; set; }
            public double Number;
            public override string ToString() => (values is null ? "no array" : string.Join(";", values.Select(Write))) +
                $"|{Text}|{string.Join<Type>(",", Types ?? [])}|{Day}|{Number:R}";
            private static string Write(object? value) => value switch
            {
                null => "null",
                Array array => $"[{string.Join(",", array.Cast<object?>().Select(Write))}]",
                _ => $"{value.GetType().Name} {value}",
            };
        }

        public class SingleAttribute(string value) : Attribute { public override string ToString() => "single " + value; }
        [AttributeUsage(AttributeTargets.All, Inherited = false)]
        public sealed class OwnAttribute : Attribute { public override string ToString() => "own"; }
        public sealed class GenericAttribute<T> : Attribute { public override string ToString() => "generic " + typeof(T); }
        public sealed class OverloadedAttribute : Attribute
        {
            private readonly string _which;
            public OverloadedAttribute(object? value) => _which = "object " + value;
            public OverloadedAttribute(string? value) => _which = "string " + value;
            public OverloadedAttribute(int value) => _which = "int " + value;
            public OverloadedAttribute(long value) => _which = "long " + value;
            public OverloadedAttribute(byte value) => _which = "byte " + value;
            public override string ToString() => _which;
        }

        [AllKinds("on base"), Single("base"), Own]
        public abstract class BaseController
        {
            [Action, Single("virtual"), Own, DebuggerStepThrough]
            public virtual async Task<string> Inherited() { await Task.Yield(); return ""; }
        }

        [Controller]
        [AllKinds("on class"), Single("class")]
        public sealed class KindsController : BaseController
        {
            [Action]
            [AllKinds(1, -2L, (byte)3, (sbyte)-4, (short)-5, (ushort)6, 7u, 8ul, 'c', '\'', true, 1.5f, double.NaN, float.NegativeInfinity,
                -0.1, int.MinValue, long.MinValue)]
            [AllKinds("quote \" backslash \\ newline \n nul \0 brace {0} {{ \u2028 é \ud83d\ude00", null)]
            [AllKinds(typeof(int), typeof(List<>), typeof(Dictionary<string, int[]>), typeof(void), typeof(int[,]), typeof((int, string)))]
            [AllKinds(DayOfWeek.Friday, (DayOfWeek)(-3), new[] { 1, 2 }, new string?[] { null, "a" },
                new object?[] { 1, "b", null }, new int[0])]
            [AllKinds(Text = null, Types = new[] { typeof(string), typeof(KindsController) }, Day = DayOfWeek.Tuesday, Number = 1e300)]
            [AllKinds(null!)]
            [AllKinds]
            [Generic<List<int?>>]
            public string All() => "";

            [Action, Overloaded((byte)1)] public void Byte() { }
            [Action, Overloaded(1L)] public void Long() { }
            [Action, Overloaded((object)1)] public void Object() { }
            [Action, Overloaded((string?)null)] public void Null() { }

            [Single("override")]
            public override Task<string> Inherited() => base.Inherited();
        }

        public static class Reflected
        {
            public static IEnumerable<string> Of(string method) => typeof(KindsController).GetMethod(method)!
                .GetCustomAttributes(inherit: true).Where(Ours).Select(attribute => attribute.ToString()!);

            public static bool Ours(object attribute) =>
                attribute is AllKindsAttribute or SingleAttribute or OwnAttribute or OverloadedAttribute ||
                attribute.GetType().IsGenericType;
        }
        """";

    private const string Pipeline = """
        app.UseActions();
        app.MapGet("/reflected/{method}", (HttpContext context) =>
            string.Join("\n", Reflected.Of((string)context.Request.RouteValues["method"]!).Order(StringComparer.Ordinal)));
        """;

    [Theory]
    [InlineData("All")]
    [InlineData("Byte")]
    [InlineData("Long")]
    [InlineData("Object")]
    [InlineData("Null")]
    [InlineData("Inherited")]
    public async Task The_attributes_of_an_action_are_those_that_reflection_finds(string method)
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: Pipeline);
        var reflected = await app.GetAsync($"/reflected/{method}");

        // The controller's metadata comes first, the same for all.
        var metadata = Metadata(app, method);
        Assert.NotEmpty(reflected);
        Assert.Equal(["on base", "on class", "single class"],
            metadata.Take(3).Select(line => line.Replace("String ", "", StringComparison.Ordinal).Split('|')[0]));
        Assert.Equal(reflected, string.Join("\n", metadata.Skip(3).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task What_only_the_compiler_reads_is_left_out()
    {
        await using var app = await RunningApp.StartAsync(Source, pipeline: Pipeline);
        var types = Endpoint(app, "Inherited").Metadata.Select(item => item.GetType().Name).ToArray();

        Assert.DoesNotContain("DebuggerStepThroughAttribute", types);
        Assert.DoesNotContain("AsyncStateMachineAttribute", types);
        Assert.DoesNotContain("NullableContextAttribute", types);
        Assert.DoesNotContain("ActionAttribute", types);
    }

    [Fact]
    public async Task A_request_size_limit_is_honoured()
    {
        await using var app = await RunningApp.StartAsync("""
            public sealed class LimitAttribute(long bytes) : Attribute, Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata
            {
                public long? MaxRequestBodySize => bytes;
            }

            [Controller]
            public static class UploadController
            {
                [Action, Limit(10)]
                public static async Task<string> Small(HttpContext context)
                {
                    await context.Request.Body.CopyToAsync(System.IO.Stream.Null);
                    return "taken";
                }

                [Action] public static Task<string> Any(HttpContext context) => Small(context);
            }
            """);
        using var body = new ByteArrayContent(Encoding.ASCII.GetBytes("more than ten bytes"));

        Assert.Equal(413, (int)(await app.Client.PostAsync("/upload/small", body)).StatusCode);
        Assert.Equal(200, (int)(await app.Client.PostAsync("/upload/any", body)).StatusCode);
    }

    private static string[] Metadata(RunningApp app, string method) =>
    [
        .. Endpoint(app, method).Metadata
            .Where(item => item is Attribute && item.GetType().Assembly.GetName().Name!.StartsWith("TestProgram", StringComparison.Ordinal))
            .Select(item => item.ToString()!),
    ];

    private static RouteEndpoint Endpoint(RunningApp app, string method) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Single(endpoint => endpoint.DisplayName == $"KindsController.{method}");
}
