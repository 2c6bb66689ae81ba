using System.Diagnostics.CodeAnalysis;
using Graceful.Restart;
using Graceful.Systemd;
using Graceful.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Graceful;

/// <summary>
/// What the predecessor of this process has passed on with <see cref="GracefulOptions.Inherit"/> and
/// <see cref="GracefulOptions.InheritState"/>. To be asked for until the application has started: what nobody has taken when every
/// endpoint accepts is closed, and logged.
/// </summary>
/// <remarks>
/// Descriptors from systemd that are no listening sockets are here too, under their <c>FileDescriptorName=</c>
/// (<see href="https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html">sd_listen_fds(3)</see>).
/// </remarks>
public static class InheritedDescriptors
{
    private static readonly Lock Gate = new();
    private static readonly UnclaimedDescriptors UnclaimedDescriptors = new();
    private static HandoverEnvironment? _early;

    /// <summary>Takes a descriptor that was passed on under this name; it belongs to the caller then.</summary>
    /// <param name="name">The name that the predecessor gave it.</param>
    /// <param name="handle">Close-on-exec, as every handle of .NET; a socket's is for <see cref="System.Net.Sockets.SafeSocketHandle"/>.</param>
    /// <returns>False when there is none: in the first process, for example, or when it has been taken already.</returns>
    /// <exception cref="InvalidOperationException">The environment claims what there is not; the message names the variable.</exception>
    public static bool TryTake(string name, [NotNullWhen(true)] out SafeFileHandle? handle)
    {
        ArgumentNullException.ThrowIfNull(name);
        Read();
        return UnclaimedDescriptors.TryTake(name, out handle);
    }

    /// <summary>Takes the bytes that were passed on under this name.</summary>
    /// <param name="name">The name that the predecessor gave them.</param>
    /// <param name="state">What its function returned just before this process was started. It comes from another version of the program: check it.</param>
    /// <returns>False when there is none: in the first process, for example, or when it has been taken already.</returns>
    /// <exception cref="InvalidOperationException">The environment claims what there is not; the message names the variable.</exception>
    public static bool TryTakeState(string name, [NotNullWhen(true)] out byte[]? state)
    {
        ArgumentNullException.ThrowIfNull(name);
        Read();
        return UnclaimedDescriptors.TryTakeState(name, out state);
    }

    /// <summary>The rest of it, for the one application that restarts: read now, unless somebody has asked before.</summary>
    internal static HandoverEnvironment Claim()
    {
        lock (Gate)
        {
            var handover = _early ?? ReadNow();
            _early = null;
            return handover;
        }
    }

    internal static void CloseUnclaimed(ILogger log) => UnclaimedDescriptors.CloseUnclaimed(log);

    /// <summary>The options may be made of what is inherited, before <c>UseGraceful</c> has come to read it.</summary>
    private static void Read()
    {
        if (OperatingSystem.IsLinux())
        {
            lock (Gate)
            {
                _early ??= ReadNow();
            }
        }
    }

    private static HandoverEnvironment ReadNow()
    {
        StartRefusedException.ExitWhenUncaught();
        var handover = SocketActivation.AddTo(HandoverEnvironment.Take(), SocketActivation.Take()).Verified();
        if (handover.HasPredecessor)
        {
            Predecessor.SendHello(handover.Channel);
        }

        UnclaimedDescriptors.Add(handover);
        return handover;
    }
}
