using System.Runtime.ExceptionServices;
using static Graceful.Posix.PosixSpawn;
using static Tmds.Linux.LibC;

namespace Graceful.Posix;

/// <summary>The working directory of a new process.</summary>
/// <remarks>
/// posix_spawn(3) changes it since glibc 2.29; RHEL 8 has 2.28. There the process inherits it from a thread that has a directory of its
/// own (CLONE_FS in unshare(2)): the directory of this process must not change while the application uses relative paths.
/// </remarks>
internal static unsafe class SpawnDirectory
{
    /// <summary>Starts a process in a directory.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="actions">The file actions of the process.</param>
    /// <param name="spawn">Starts it with these actions, and returns its id.</param>
    /// <returns>The process id.</returns>
    /// <exception cref="PosixException">The directory cannot be entered, or the process cannot be started.</exception>
    internal static int Enter(PathName directory, byte* actions, Func<int> spawn)
    {
        fixed (byte* path = directory.Terminated)
        {
            // The action keeps a copy of the path.
            return TryAddAction(actions, path) || IsCurrent(directory) ? spawn() : OnThreadIn(directory, spawn);
        }
    }

    /// <summary>Runs code on a thread of its own, for which alone this is the working directory.</summary>
    /// <exception cref="PosixException">
    /// The directory cannot be entered, or the thread cannot have its own (a container without the right to call unshare).
    /// </exception>
    /// <exception cref="IOException">The process cannot have another thread.</exception>
    internal static int OnThreadIn(PathName directory, Func<int> code)
    {
        var result = 0;
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                PosixException.Check(unshare(CLONE_FS), "unshare(CLONE_FS)", Describe(directory));
                ChangeTo(directory);
                result = code();
            }
            catch (Exception reason)
            {
                thrown = ExceptionDispatchInfo.Capture(reason);
            }
        })
        { Name = "graceful-spawn", IsBackground = true };
        try
        {
            thread.Start();
        }
        catch (OutOfMemoryException reason)
        {
            // pthread_create(3) has failed with EAGAIN.
            throw new IOException(
                $"no thread could be started for {Describe(directory)} "
                + "(RLIMIT_NPROC, RLIMIT_AS, RLIMIT_NOFILE, or pids.max of the cgroup?)",
                reason);
        }

        thread.Join();
        thrown?.Throw();
        return result;
    }

    /// <summary>Names a directory in errors.</summary>
    internal static string Describe(PathName directory) => $"the working directory {directory}";

    private static bool TryAddAction(byte* actions, byte* path)
    {
        try
        {
            PosixException.CheckReturned(posix_spawn_file_actions_addchdir_np(actions, path), "posix_spawn_file_actions_addchdir_np");
            return true;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static bool IsCurrent(PathName directory) =>
        FileVersion.Of(directory) is { } version && version.File == FileVersion.Of(new PathName("."))?.File;

    private static void ChangeTo(PathName directory)
    {
        fixed (byte* path = directory.Terminated)
        {
            PosixException.Check(chdir(path), "chdir", Describe(directory));
        }
    }
}
