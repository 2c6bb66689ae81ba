using System.Runtime.InteropServices;

namespace Graceful.Posix;

/// <summary>A variable that is meant for this process alone.</summary>
internal static partial class EnvironmentVariable
{
    /// <summary>Reads a variable and removes it, so that nothing that the application starts inherits or believes it.</summary>
    /// <returns><see langword="null"/> when it is not set, or empty.</returns>
    internal static string? Take(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, null);

        // The line above does not reach libc's environ, which native code and posix_spawn(environ) of others would pass on.
        _ = unsetenv(name);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unsetenv(string name);
}
