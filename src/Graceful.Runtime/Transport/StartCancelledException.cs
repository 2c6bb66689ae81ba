namespace Graceful.Transport;

/// <summary>The process was told to stop before its host had started: it has done so, and exits with 0.</summary>
internal sealed class StartCancelledException() : OperationCanceledException(
    $"Process {Environment.ProcessId} was told to stop while it started, and exits."), IOperatorError
{
    int IOperatorError.ExitCode => 0;

    /// <summary>Returns the message only: the host logs this text, and the stack is always the same.</summary>
    public override string ToString() => Message;
}
