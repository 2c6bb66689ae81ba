using Graceful;

namespace AotDemo.Controllers;

/// <summary>Hooks around actions, and a redirect that ends the request: <c>/demo/DescribeDemo</c>, <c>/demo/Redirect</c>.</summary>
[Controller]
internal static class DemoController
{
    [Before]
    public static void Before(DemoContext context) => context.Write("before demo action\n");

    [After]
    public static void After(DemoContext context) => context.Write("after demo action\n");

    [Action]
    public static void DescribeDemo(DemoContext context) => context.Write("DescribeDemo\n");

    [Action]
    public static void Redirect(DemoContext context) => context.Redirect("https://example.com");
}
