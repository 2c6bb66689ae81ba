using System.Globalization;
using Graceful;

namespace Chat.Controllers;

/// <summary>The page, which is a resource of the program, and the id of the process that serves.</summary>
[Controller("/")]
internal static class PageController
{
    [Get("")]
    public static IResult Page() => TypedResults.Stream(
        typeof(PageController).Assembly.GetManifestResourceStream("page.html")!, "text/html; charset=utf-8");

    [Get("process/id")]
    public static string Id() => $"pid={Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}\n";
}
