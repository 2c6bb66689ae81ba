using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Graceful.Posix;
using Tmds.Linux;

namespace Runtime.Tests.Posix;

/// <summary>
/// Runs an action on a thread that cannot start another one: it has a user of its own (setresuid(2) acts on one thread), whose processes
/// are limited to none (RLIMIT_NPROC). The limit does not apply to root, so that the other threads of the tests are not affected.
/// </summary>
internal static partial class ThreadShortage
{
    private const int RLIMIT_NPROC = 6;

    internal static void Run(Action action)
    {
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                RunLimited(action);
            }
            catch (Exception reason)
            {
                thrown = ExceptionDispatchInfo.Capture(reason);
            }
        });
        thread.Start();
        thread.Join();
        thrown?.Throw();
    }

    private static void RunLimited(Action action)
    {
        PosixException.Check(getrlimit(RLIMIT_NPROC, out var before), "getrlimit");
        Set(before with { Soft = 0 });
        try
        {
            // The saved user id is root's: the thread becomes root again.
            SetUser(real: Random.Shared.Next(100_000, 1_000_000), saved: 0);
            try
            {
                Assert.Throws<OutOfMemoryException>(() => new Thread(() => { }).Start());
                action();
            }
            finally
            {
                SetUser(real: 0, saved: 0);
            }
        }
        finally
        {
            Set(before);
        }
    }

    /// <summary>The call of the kernel, not that of the C library, which changes all threads.</summary>
    private static void SetUser(int real, int saved) => PosixException.Check(
        (int)LibC.syscall(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 147 : 117, real, real, saved), "setresuid");

    private static void Set(Limit limit) => PosixException.Check(setrlimit(RLIMIT_NPROC, in limit), "setrlimit");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getrlimit(int resource, out Limit limit);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setrlimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private record struct Limit(ulong Soft, ulong Hard);
}

/// <summary>A test that uses <see cref="ThreadShortage"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsRootAttribute : FactAttribute
{
    public NeedsRootAttribute() => Skip = Environment.UserName == "root" ? null : "Only root can run it.";
}
