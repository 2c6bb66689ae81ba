using System.Globalization;
using Graceful;

namespace AotDemo.Controllers;

/// <summary>
/// Shows which process answers: <c>/process/id</c> at once, <c>/process/slow?ms=1500</c> after a delay, during which <c>&amp;blocking</c>
/// blocks the thread, as bad code does. <c>/process/upload</c> answers when the whole request has arrived. A POST to
/// <c>/process/unhealthy</c> makes the health check fail, as the loss of a database does.
/// </summary>
[Controller]
internal static class ProcessController
{
    private const int LongestWait = 600_000;

    private static readonly string Answer = $"pid={Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}\n";

    internal static bool IsHealthy { get; private set; } = true;

    [Action]
    public static string Id() => Answer;

    [Post]
    public static string Unhealthy()
    {
        IsHealthy = false;
        return Answer;
    }

    [Action]
    public static async Task<IResult> Slow(HttpContext context, CancellationToken aborted)
    {
        if (!int.TryParse(context.Request.Query["ms"], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ||
            milliseconds > LongestWait)
        {
            return TypedResults.Text(
                $"ms must be a number of milliseconds from 0 to {LongestWait}, as in /process/slow?ms=1500\n",
                statusCode: StatusCodes.Status400BadRequest);
        }

        if (context.Request.Query.ContainsKey("blocking"))
        {
            Thread.Sleep(milliseconds);
        }
        else
        {
            await Task.Delay(milliseconds, aborted);
        }

        return TypedResults.Text(Answer);
    }

    [Post]
    public static async Task<IResult> Upload(HttpContext context, CancellationToken aborted)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, aborted);
        return TypedResults.Text(Answer);
    }
}
