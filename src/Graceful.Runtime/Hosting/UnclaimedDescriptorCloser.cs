using Graceful.Restart;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>Lets go of what the predecessor passed on by name and this version has not asked for.</summary>
internal sealed class UnclaimedDescriptorCloser(ILogger log) : ILifecycleObserver
{
    public void Ready() => InheritedDescriptors.CloseUnclaimed(log);
}
