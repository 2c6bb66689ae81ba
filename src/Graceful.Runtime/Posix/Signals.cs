using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The names of signals (signal(7)) for log lines.</summary>
internal static class Signals
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [SIGHUP] = nameof(SIGHUP),
        [SIGINT] = nameof(SIGINT),
        [SIGQUIT] = nameof(SIGQUIT),
        [SIGILL] = nameof(SIGILL),
        [SIGTRAP] = nameof(SIGTRAP),
        [SIGABRT] = nameof(SIGABRT),
        [SIGBUS] = nameof(SIGBUS),
        [SIGFPE] = nameof(SIGFPE),
        [SIGKILL] = nameof(SIGKILL),
        [SIGUSR1] = nameof(SIGUSR1),
        [SIGSEGV] = nameof(SIGSEGV),
        [SIGUSR2] = nameof(SIGUSR2),
        [SIGPIPE] = nameof(SIGPIPE),
        [SIGALRM] = nameof(SIGALRM),
        [SIGTERM] = nameof(SIGTERM),
        [SIGSTKFLT] = nameof(SIGSTKFLT),
        [SIGCHLD] = nameof(SIGCHLD),
        [SIGCONT] = nameof(SIGCONT),
        [SIGSTOP] = nameof(SIGSTOP),
        [SIGTSTP] = nameof(SIGTSTP),
        [SIGTTIN] = nameof(SIGTTIN),
        [SIGTTOU] = nameof(SIGTTOU),
        [SIGURG] = nameof(SIGURG),
        [SIGXCPU] = nameof(SIGXCPU),
        [SIGXFSZ] = nameof(SIGXFSZ),
        [SIGVTALRM] = nameof(SIGVTALRM),
        [SIGPROF] = nameof(SIGPROF),
        [SIGWINCH] = nameof(SIGWINCH),
        [SIGIO] = nameof(SIGIO),
        [SIGPWR] = nameof(SIGPWR),
        [SIGSYS] = nameof(SIGSYS),
    };

    internal static string Name(int signal) => Names.TryGetValue(signal, out var name) ? name : $"signal {signal}";
}
