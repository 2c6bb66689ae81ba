namespace Graceful.Transport;

/// <summary>
/// A setting is not usable, or the environment or the inherited descriptors of this process are inconsistent. A service that started
/// nevertheless would serve something else than its operator expects.
/// </summary>
internal sealed class StartRefusedException(string message) : InvalidOperationException(message), IOperatorError
{
    /// <summary>EX_CONFIG of sysexits.h, which systemd knows by name (systemd.exec(5), "Process Exit Codes").</summary>
    internal const int ExitCode = 78;

    int IOperatorError.ExitCode => ExitCode;
}
