using Graceful.Generators.RouteTree;

namespace Generator.Tests.RouteTree;

/// <summary>From the templates of controller and action to a route.</summary>
public sealed class RouteTemplateTests
{
    [Theory]
    [InlineData(null, null, "DemoController", "DescribeDemo", "/demo/DescribeDemo")]
    [InlineData(null, null, "HTTPController", "GetAsync", "/hTTP/Get")]
    [InlineData(null, null, "Controller", "Async", "/controller/Async")]
    [InlineData(null, null, "Orders", "List", "/orders/List")]
    [InlineData("/", "plaintext", "PlainController", "Plaintext", "/plaintext")]
    [InlineData("", "", "PlainController", "Plaintext", "/")]
    [InlineData("api", null, "DemoController", "Show", "/api/Show")]
    [InlineData("/api/", "x", "DemoController", "Show", "/api/x")]
    [InlineData("~/api", "x", "DemoController", "Show", "/api/x")]
    [InlineData("api/[CONTROLLER]", "[Action]/x", "DemoController", "Show", "/api/demo/Show/x")]
    [InlineData("api", "/x", "DemoController", "Show", "/x")]
    [InlineData("api", "~/x/[controller]", "DemoController", "Show", "/x/demo")]
    [InlineData("api", "", "DemoController", "Show", "/api")]
    [InlineData("api/[controller]/[ACTION]", null, "DemoController", "ShowAsync", "/api/demo/Show")]
    [InlineData("[action]-v1", "x", "DemoController", "Show", "/Show-v1/x")]
    [InlineData("[[[action]", null, "DemoController", "Show", "/[Show")]
    [InlineData("[controller][action]", null, "DemoController", "Show", "/demoShow")]
    [InlineData("[[action]]", null, "DemoController", "Show", "/[action]/Show")]
    [InlineData("[[x]]", null, "DemoController", "Show", "/[x]/Show")]
    public void A_route_is_put_together(string? controller, string? action, string className, string methodName, string expected)
    {
        Assert.Equal(expected, RouteTemplate.Combine(controller, action, className, methodName, out var error));
        Assert.Null(error);
    }

    [Theory]
    [InlineData("[area]", "the token [area] is unknown")]
    [InlineData("[controller", "there is a '['")]
    [InlineData("controller]", "there is a ']'")]
    [InlineData("api[", "there is a '['")]
    [InlineData("[con[action]", "there is a '['")]
    public void An_invalid_token_has_an_error(string controller, string expected)
    {
        Assert.Null(RouteTemplate.Combine(controller, null, "DemoController", "Show", out var error));
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x[", "there is a '['")]
    [InlineData("x]", "there is a ']'")]
    public void A_bracket_may_be_the_last_character(string action, string expected)
    {
        Assert.Null(RouteTemplate.Combine("api", action, "DemoController", "Show", out var error));
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
    }
}
