namespace Graceful.Hosting;

/// <summary>Writes to standard error when the logger itself has failed.</summary>
internal sealed class LastResort
{
    private bool _isUsed;

    /// <summary>Reports the first failure of a logger; the others have the same cause.</summary>
    internal void ReportOnce(string line)
    {
        if (!_isUsed)
        {
            Write(line);
        }

        _isUsed = true;
    }

    internal static void Write(string line)
    {
        try
        {
#pragma warning disable RS0030 // No logger is left.
            Console.Error.WriteLine($"Graceful: {line}");
#pragma warning restore RS0030
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            // The process was started with standard error closed: there is nowhere to write to.
        }
    }
}
