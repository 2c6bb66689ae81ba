using System.Diagnostics;

namespace Graceful.Hosting;

/// <summary>
/// Detects a program that runs this one's entry point in its own process, to take the host: WebApplicationFactory, <c>dotnet ef</c>, the
/// OpenAPI document generator.
/// </summary>
/// <remarks>
/// All of them use HostFactoryResolver of dotnet/runtime: it runs the entry point on a background thread, and receives the host by a
/// subscription to the listener that HostBuilder creates.
/// </remarks>
internal static class HostInterception
{
    internal static bool IsActive
    {
        get
        {
            // The first thread of a program is not a background thread: monitoring that subscribes to every listener changes nothing there.
            using var listener = new DiagnosticListener("Microsoft.Extensions.Hosting");
            return Thread.CurrentThread.IsBackground && listener.IsEnabled("HostBuilding");
        }
    }
}
