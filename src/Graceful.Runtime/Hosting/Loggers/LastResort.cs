namespace Graceful.Hosting;

/// <summary>Standard error, for what a logger cannot write because it is what failed.</summary>
internal static class LastResort
{
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
