using System.Globalization;
using Generator.Tests.Diagnostics;

namespace Generator.Tests.Mvc;

/// <summary>[ApiController] infers the body for a class, also on GET: a warning (GR0033), unless the class looks like a service.</summary>
public sealed class MvcRequestBodyTests
{
    [Theory]
    [InlineData("HttpGet", "Search {|search|}", "GET")]
    [InlineData("HttpDelete", "Search? {|search|}", "DELETE")]
    [InlineData("HttpGet", "Dictionary<string, int> {|map|}", "GET")]
    [InlineData("HttpGet", "[FromQuery] Search {|search|}", null)]
    [InlineData("HttpGet", "Clock {|clock|}", null)]
    [InlineData("HttpGet", "[FromServices] Search {|search|}", null)]
    [InlineData("HttpPost", "Search {|search|}", null)]
    public async Task An_inferred_body_is_reported(string verb, string parameter, string? method)
    {
        var marked = Marked.Of($$"""
            using Microsoft.AspNetCore.Mvc;

            [assembly: CompileMvcControllers]

            public class Search { public int Page { get; set; } }
            public class Clock { public int Now { get; set; } public void Wind() { } }

            [ApiController, Route("x")]
            public class XController : ControllerBase { [{{verb}}] public string A({{parameter}}) => ""; }
            """);

        var found = await Analysis.RunAsync(marked.Text);

        Assert.Equal(method is null ? [] : ["GR0033"], found.Select(one => one.Id));
        Assert.All(found, one => Assert.Contains(method!, one.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.All(found, one => Assert.Equal(marked.Start, one.Location.SourceSpan.Start));
    }
}
