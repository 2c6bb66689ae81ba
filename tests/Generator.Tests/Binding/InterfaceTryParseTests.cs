using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>An interface with a static TryParse is parsed from text, as in minimal APIs.</summary>
public sealed class InterfaceTryParseTests
{
    private const string Source = """
        public interface IShape
        {
            string Name { get; }
            static bool TryParse(string text, out IShape shape) { shape = new Shape(text); return text != "wrong"; }
        }
        public sealed record Shape(string Name) : IShape;
        public interface IService { static virtual bool TryParse(string text, out IService value) { value = null!; return false; } }

        [Controller("x")]
        public static class XController
        {
            [Get("query")] public static string Query(IShape? shape) => shape?.Name ?? "none";
            [Get("route/{shape}")] public static string Route(IShape shape) => shape.Name;
            [Get("list")] public static string List(IShape[] shapes) => string.Join(",", shapes.Select(shape => shape.Name));
            [Get("service")] public static string Service(IService? service) => service is null ? "missing service" : "";
        }
        """;

    [Theory]
    [InlineData("query?shape=a", "a")]
    [InlineData("query", "none")]
    [InlineData("route/a", "a")]
    [InlineData("list?shapes=a&shapes=b", "a,b")]
    [InlineData("service?service=a", "missing service")]
    public async Task It_is_parsed(string path, string expected)
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(expected, await app.GetAsync("/x/" + path));
    }

    [Fact]
    public async Task A_wrong_text_is_refused()
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(400, await app.StatusAsync("/x/route/wrong"));
    }
}
