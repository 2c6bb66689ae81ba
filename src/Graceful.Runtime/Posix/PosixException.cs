using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Graceful.Posix;

/// <summary>A failed call of the C library, with its name and error number.</summary>
internal sealed class PosixException : IOException
{
    private PosixException(string call, int errno, string? subject)
        : base(Describe(call, errno, subject), errno)
    {
        Errno = errno;
    }

    /// <summary>The error number, see errno(3).</summary>
    internal int Errno { get; }

    /// <summary>Returns the result of a call, or throws the error of <c>errno</c> when the call returned −1.</summary>
    internal static int Check(int result, string call, string? subject = null)
    {
        if (result == -1)
        {
            Throw(call, Marshal.GetLastPInvokeError(), subject);
        }

        return result;
    }

    /// <summary>As <see cref="Check"/>, for calls that return the error number instead of setting errno.</summary>
    internal static void CheckReturned(int error, string call, string? subject = null)
    {
        if (error != 0)
        {
            Throw(call, error, subject);
        }
    }

    [DoesNotReturn]
    internal static void Throw(string call, int errno, string? subject = null) => throw Create(call, errno, subject);

    internal static PosixException Create(string call, int errno, string? subject = null) => new(call, errno, subject);

    private static string Describe(string call, int errno, string? subject) =>
        subject is null
            ? $"{call} failed: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})"
            : $"{call} failed for {subject}: {Marshal.GetPInvokeErrorMessage(errno)} (errno {errno})";
}
