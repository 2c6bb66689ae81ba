using System.Runtime.InteropServices;

namespace Graceful.Posix;

/// <summary>Variables for this process alone.</summary>
internal static partial class EnvironmentVariable
{
    /// <summary>Reads and removes a variable, so that programs that the application starts do not inherit it.</summary>
    /// <returns>The value; <see langword="null"/> when it is not set or empty.</returns>
    internal static string? Take(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, null);

        // .NET has a copy of its own. Native code reads libc's environ.
        _ = unsetenv(name);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unsetenv(string name);
}
