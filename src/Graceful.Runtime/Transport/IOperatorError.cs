namespace Graceful.Transport;

/// <summary>
/// An exception for the operator: the program has no bug. Uncaught, it ends the process with one line on standard error and an exit code,
/// not with a stack trace and a core dump.
/// </summary>
internal interface IOperatorError
{
    /// <summary>Gets the cause, and what to do.</summary>
    string Message { get; }

    int ExitCode { get; }
}

internal static class OperatorErrors
{
    private static int _isExpected;

    /// <summary>
    /// Gets or sets a value that is true when the process was told to stop before its host had started. The host cancels its start then,
    /// and the exception for that is no fault.
    /// </summary>
    internal static bool IsStartCancelled { get; set; }

    /// <summary>Installs the handler for uncaught exceptions of this kind. To be called before any can be thrown.</summary>
    internal static void ExitWhenUncaught()
    {
        if (Interlocked.Exchange(ref _isExpected, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += static (_, unhandled) =>
            {
                var cause = unhandled.ExceptionObject;
                if (cause is OperationCanceledException and not IOperatorError && IsStartCancelled)
                {
                    cause = new StartCancelledException();
                }

                if (cause is IOperatorError error)
                {
#pragma warning disable RS0030 // No logger is left: this is the last line of a process that does not start.
                    Console.Error.WriteLine(error.Message);
#pragma warning restore RS0030
                    Environment.Exit(error.ExitCode);
                }
            };
        }
    }
}
