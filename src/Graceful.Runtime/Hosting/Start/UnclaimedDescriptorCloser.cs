using Graceful.Restart;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>Closes the inherited descriptors that the application has not taken by the time it is ready.</summary>
internal sealed class UnclaimedDescriptorCloser(ILogger log) : ILifecycleObserver
{
    public void Ready() => InheritedDescriptors.CloseUnclaimed(log);
}
