using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tmds.Linux;

namespace Graceful.Posix;

/// <summary>Decides whether this process can call the C library through Tmds.LibC, and makes it work with musl.</summary>
/// <remarks>
/// Tmds.LibC has an assembly for linux-x64, linux-arm64 and linux-arm, and none for other systems and processors. The runtime
/// loads it when it compiles the first method that uses it. Callers check <see cref="IsAvailable"/> before they call such a
/// method, so that a missing assembly is never an exception in the application.
/// </remarks>
internal static class LibCBinding
{
    private const string GlibcName = "libc.so.6";

    /// <summary>True on Linux, when Tmds.LibC has an assembly for this processor.</summary>
    internal static bool IsAvailable { get; } = OperatingSystem.IsLinux() && TryBind();

    /// <summary>True when Tmds.LibC has an assembly for this system, and the program was deployed without it.</summary>
    internal static bool IsMissing => !IsAvailable && OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64 or Architecture.Arm;

    /// <summary>Returns the C library of this process for the name that Tmds.LibC imports; zero for any other name.</summary>
    /// <remarks>The C library is part of every process, so the process itself exports its functions, whatever the file is called.</remarks>
    internal static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath) =>
        libraryName == GlibcName ? NativeLibrary.GetMainProgramHandle() : 0;

    private static bool TryBind()
    {
        try
        {
            Bind();
            return true;
        }
        catch (Exception missing) when (missing is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return false;
        }
    }

    // A method of its own: the runtime looks for Tmds.LibC when it compiles this one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Bind()
    {
        // A resolver can be set once for an assembly. Where glibc is present, that is left to the application.
        if (!NativeLibrary.TryLoad(GlibcName, out _))
        {
            NativeLibrary.SetDllImportResolver(typeof(LibC).Assembly, Resolve);
        }
    }
}
