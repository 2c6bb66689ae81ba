using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>A static BindAsync that an interface or a base class provides with a body is called, as in minimal APIs.</summary>
public sealed class InterfaceBindAsyncTests
{
    private const string Source = """
        public interface IBound<T>
            where T : class, IBound<T>, new()
        {
            string Text { get; set; }
            public static ValueTask<T?> BindAsync(HttpContext context) =>
                new(context.Request.Query["v"] is [{ Length: > 0 } text] ? new T { Text = text } : null);
        }

        public class Bound : IBound<Bound> { public string Text { get; set; } = ""; }
        public sealed class Derived : Bound;
        public class Own { public string Text { get; set; } = ""; public static ValueTask<Own> BindAsync(HttpContext context) =>
            new(new Own { Text = "own" }); }

        [Controller("x")]
        public static class XController
        {
            [Get("required")] public static string Required(Bound bound) => bound.Text;
            [Get("optional")] public static string Optional(Bound? bound) => bound?.Text ?? "none";
            [Get("own")] public static string Own(Own own) => own.Text;
        }
        """;

    [Theory]
    [InlineData("required?v=a", "a")]
    [InlineData("optional?v=a", "a")]
    [InlineData("optional", "none")]
    [InlineData("own", "own")]
    public async Task It_binds_the_parameter(string path, string expected)
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(expected, await app.GetAsync("/x/" + path));
    }

    [Fact]
    public async Task Its_null_is_a_missing_value()
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal(400, await app.StatusAsync("/x/required"));
    }
}
