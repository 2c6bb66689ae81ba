using System.Diagnostics;

namespace Runtime.Tests.Deployments;

/// <summary>A tmpfs of a few pages, which a test fills up. Unused until <see cref="Folder"/> is read: tests may be skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("graceful-disk-");
    private bool _isMounted;

    internal string Folder
    {
        get
        {
            if (!_isMounted)
            {
                Assert.Equal((0, ""), Run("mount", "-t", "tmpfs", "-o", "size=16k,mode=0755", "tmpfs", _directory.FullName));
                _isMounted = true;
            }

            return _directory.FullName;
        }
    }

    private string Filler => Path.Combine(Folder, "filler");

    /// <summary>Writes until no space is left.</summary>
    internal void Fill()
    {
        using FileStream file = File.Create(Filler, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // ENOSPC.
        }
    }

    internal void Free() => File.Delete(Filler);

    public void Dispose()
    {
        if (_isMounted)
        {
            _ = Run("umount", "-l", _directory.FullName);
        }

        _directory.Delete(recursive: true);
    }

    internal static (int ExitCode, string Error) Run(string tool, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
