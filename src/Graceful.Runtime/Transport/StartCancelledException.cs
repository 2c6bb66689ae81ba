namespace Graceful.Transport;

/// <summary>
/// The process was told to stop before its host had started: it has done so, and exits with 0, or with the code that has been set before
/// it began to stop, as by a background service that has thrown.
/// </summary>
internal sealed class StartCancelledException() : OperationCanceledException(
    $"Process {Environment.ProcessId} was told to stop while it started, and exits."), IOperatorError
{
    int IOperatorError.ExitCode => Environment.ExitCode;

    /// <summary>Returns the message only: the host logs this text, and the stack is always the same.</summary>
    public override string ToString() => Message;
}
