using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>The names of routes have tokens, as their templates do.</summary>
public sealed class MvcRouteNameTests(ITestOutputHelper output)
{
    private const string Source = """
        using Microsoft.AspNetCore.Mvc;

        [assembly: CompileMvcControllers]

        [Area("Shop"), Route("[area]/[controller]/[action]", Name = "[area]_[controller]_[action]")]
        public abstract class NamedBase : ControllerBase
        {
            [HttpGet] public string Index() => Url.RouteUrl($"Shop_{ControllerContext.ActionDescriptor.ControllerName}_Index") ?? "none";
            [HttpGet("{id}", Name = "one-[CONTROLLER]")] public string One(int id) => Url.RouteUrl("one-First", new { id }) ?? "none";
            [HttpGet("empty", Name = "")] public string Unnamed() => Url.RouteUrl("Shop_First_Unnamed") ?? "none";
            [HttpGet("own")] public string Own() => Url.RouteUrl("Shop_First_Own") ?? "none";
            [HttpGet("[[id]]", Name = "[[[action]]]")] public string Brackets() => Url.RouteUrl("[Brackets]") ?? "none";
        }

        public class FirstController : NamedBase;

        public class SecondController : ControllerBase
        {
            [HttpGet("second", Name = "[controller]")]
            public string Names() => string.Join(" ", new[] { "Second", "Shop_First_Index", "one-First", "[controller]" }
                .Select(name => Url.RouteUrl(name, new { id = 5 }) ?? "none"));
        }
        """;

    [Fact]
    public async Task Names_have_tokens_as_in_MVC()
    {
        string[] paths =
        [
            "Shop/First/Index", "Shop/First/One/5", "Shop/First/Unnamed/empty", "Shop/First/Own/own", "Shop/First/Brackets/[id]", "second",
        ];
        await using var apps = await ComparedApps.StartAsync(Source, string.Empty);

        var comparison = await apps.CompareAsync(paths.Select(path => $"GET /{path}"));

        comparison.AssertSame(output, served: paths.Length, refused: 0);
    }
}
