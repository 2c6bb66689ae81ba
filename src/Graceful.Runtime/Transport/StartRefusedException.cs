namespace Graceful.Transport;

/// <summary>
/// What somebody has put into the environment of this process, or into its descriptors, is not what it says. A service that starts
/// all the same would serve something else than its operator believes.
/// </summary>
/// <remarks>
/// Where nobody catches it, the process ends with one line on standard error and an exit code, and not as a crash with a stack
/// and a core dump: it is the operator who has to read it, and nothing in the program is wrong.
/// </remarks>
internal sealed class StartRefusedException(string message) : InvalidOperationException(message)
{
    /// <summary>EX_CONFIG of sysexits.h, which systemd knows by name (systemd.exec(5), "Process Exit Codes").</summary>
    internal const int ExitCode = 78;

    private static int _isExpected;

    /// <summary>To be called before anything can throw it.</summary>
    internal static void ExitWhenUncaught()
    {
        if (Interlocked.Exchange(ref _isExpected, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += static (_, unhandled) =>
            {
                if (unhandled.ExceptionObject is StartRefusedException refused)
                {
                    Console.Error.WriteLine(refused.Message);
                    Environment.Exit(ExitCode);
                }
            };
        }
    }
}
