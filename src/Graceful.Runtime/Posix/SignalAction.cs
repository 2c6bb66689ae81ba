using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The disposition of a signal in this process (sigaction(2)).</summary>
internal static unsafe class SignalAction
{
    /// <summary>True when the process ignores the signal. execve(2) keeps that, and resets handlers.</summary>
    internal static bool IsIgnored(int signal)
    {
        sigaction current;
        return sigaction(signal, null, &current) == 0 && current.sa_handler == SIG_IGN;
    }

    /// <summary>
    /// True for a stop signal that must stay ignored: one that a terminal sends, and that the starter of this process ignores, so that a
    /// Ctrl+C or the end of the terminal does not reach it (nohup(1), a background job of a script).
    /// </summary>
    internal static bool StaysIgnored(int signal) => (signal == SIGHUP || signal == SIGINT || signal == SIGQUIT) && IsIgnored(signal);

    /// <summary>Gives an ignored signal its default effect: the runtime installs no handler for a signal that is ignored.</summary>
    /// <remarks>pal_signal.c of dotnet/runtime, InstallSignalHandler.</remarks>
    internal static void StopIgnoring(int signal)
    {
        if (IsIgnored(signal))
        {
            sigaction standard = default;
            standard.sa_handler = SIG_DFL;
            PosixException.Check(sigaction(signal, &standard, null), "sigaction", Signals.Name(signal));
        }
    }
}
