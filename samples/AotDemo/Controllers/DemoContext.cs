using Graceful;

namespace AotDemo.Controllers;

/// <summary>The context that an action of <see cref="DemoController"/> and its hooks share during one request.</summary>
internal sealed partial class DemoContext(ILogger<DemoContext> logger) : RequestContext, IDisposable
{
    public void Dispose() => LogDestruct(logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "destruct demo context")]
    private static partial void LogDestruct(ILogger logger);
}
