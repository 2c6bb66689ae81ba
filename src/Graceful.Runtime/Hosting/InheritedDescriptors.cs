using System.Diagnostics.CodeAnalysis;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Systemd;
using Graceful.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Graceful;

/// <summary>
/// The descriptors and state that the predecessor of this process has passed with <see cref="GracefulOptions.Inherit"/> and
/// <see cref="GracefulOptions.InheritState"/>. Take them before the application has started: items that are left when every endpoint
/// is bound are closed and logged.
/// </summary>
/// <remarks>
/// Descriptors from systemd other than listening sockets are included, under their <c>FileDescriptorName=</c>
/// (<see href="https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html">sd_listen_fds(3)</see>).
/// </remarks>
public static class InheritedDescriptors
{
    private static readonly Lock Gate = new();
    private static readonly UnclaimedDescriptors UnclaimedDescriptors = new();
    private static HandoverEnvironment? _early;

    /// <summary>Takes the descriptor with this name. The caller owns it.</summary>
    /// <param name="name">The name that the predecessor registered.</param>
    /// <param name="handle">The handle, close-on-exec. Use <see cref="System.Net.Sockets.SafeSocketHandle"/> for a socket.</param>
    /// <returns>False when there is none, as in the first generation, or when it has been taken already.</returns>
    /// <exception cref="InvalidOperationException">A variable of the hand-over is not valid; the message names it.</exception>
    public static bool TryTake(string name, [NotNullWhen(true)] out SafeFileHandle? handle)
    {
        ArgumentNullException.ThrowIfNull(name);
        Read();
        return UnclaimedDescriptors.TryTake(name, out handle);
    }

    /// <summary>Takes the state with this name.</summary>
    /// <param name="name">The name that the predecessor registered.</param>
    /// <param name="state">
    /// The bytes that the predecessor's function returned just before this process was started. They may come from another version of the
    /// program: check them.
    /// </param>
    /// <returns>False when there is none, as in the first generation, or when it has been taken already.</returns>
    /// <exception cref="InvalidOperationException">A variable of the hand-over is not valid; the message names it.</exception>
    public static bool TryTakeState(string name, [NotNullWhen(true)] out byte[]? state)
    {
        ArgumentNullException.ThrowIfNull(name);
        Read();
        return UnclaimedDescriptors.TryTakeState(name, out state);
    }

    /// <summary>Returns the hand-over environment for <c>UseGraceful()</c>, and reads it unless <see cref="TryTake"/> has.</summary>
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

    /// <summary>Reads the environment early: an option may depend on an inherited item before <c>UseGraceful()</c> is called.</summary>
    private static void Read()
    {
        if (LibCBinding.IsAvailable)
        {
            lock (Gate)
            {
                _early ??= ReadNow();
            }
        }
    }

    private static HandoverEnvironment ReadNow()
    {
        OperatorErrors.ExitWhenUncaught();
        var handover = SocketActivation.AddTo(HandoverEnvironment.Take(), SocketActivation.Take()).Verified();
        if (handover.HasPredecessor)
        {
            Predecessor.SendHello(handover.Channel);
        }

        UnclaimedDescriptors.Add(handover);
        return handover;
    }
}
