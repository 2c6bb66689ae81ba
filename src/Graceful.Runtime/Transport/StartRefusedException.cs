namespace Graceful.Transport;

/// <summary>
/// A setting is not usable, or the environment or the inherited descriptors of this process are inconsistent. A service that started
/// nevertheless would serve something else than its operator expects.
/// </summary>
/// <remarks>
/// Uncaught, it ends the process with one line on standard error and an exit code, not with a stack trace and a core dump: the
/// message is for the operator, and the program has no bug.
/// </remarks>
internal sealed class StartRefusedException(string message) : InvalidOperationException(message)
{
    /// <summary>EX_CONFIG of sysexits.h, which systemd knows by name (systemd.exec(5), "Process Exit Codes").</summary>
    internal const int ExitCode = 78;

    private static int _isExpected;

    /// <summary>Installs the handler for uncaught exceptions of this type. To be called before any can be thrown.</summary>
    internal static void ExitWhenUncaught()
    {
        if (Interlocked.Exchange(ref _isExpected, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += static (_, unhandled) =>
            {
                if (unhandled.ExceptionObject is StartRefusedException refused)
                {
#pragma warning disable RS0030 // No logger is left: this is the last line of a process that refuses to start.
                    Console.Error.WriteLine(refused.Message);
#pragma warning restore RS0030
                    Environment.Exit(ExitCode);
                }
            };
        }
    }
}
