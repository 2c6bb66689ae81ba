using System.Globalization;
using System.Text;
using Graceful.Restart;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>
/// The file that names the main process, for <c>kill -USR2 $(cat app.pid)</c>. Each generation writes itself in when it is ready,
/// and a predecessor that has to come back writes itself in again; only the process that the file names removes it.
/// </summary>
/// <remarks>
/// Written beside and renamed, so that a reader finds a whole number at any moment. Not synced to the disk: after a crash of
/// the machine there is no process that the file could name.
/// </remarks>
internal sealed partial class PidFile : ILifecycleObserver
{
    private readonly string _path;
    private readonly int _ownPid;
    private readonly ILogger _log;
    private bool _isHandedOver;

    /// <param name="path">Relative to the working directory as it is now: the application may change it.</param>
    /// <param name="ownPid">What to write.</param>
    /// <param name="log">For the one line about a failure; the service goes on.</param>
    internal PidFile(string path, int ownPid, ILogger log)
    {
        _path = Path.GetFullPath(path);
        _ownPid = ownPid;
        _log = log;
    }

    /// <summary>Whatever is there is overwritten: the predecessor's, or what a killed process has left.</summary>
    public void Ready() => Write();

    public void RestartFailed(string reason) => Restore();

    public void HandedOver(int successorPid) => _isHandedOver = true;

    public void TookBack(string reason) => Restore();

    public void Stopping()
    {
        if (_isHandedOver)
        {
            // The successor has gone before this process, and may have had no time to remove itself.
            Restore();
        }
    }

    public void Stopped()
    {
        try
        {
            if (NamedPid() == _ownPid)
            {
                File.Delete(_path);
            }
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(_log, _path, reason.Message, _ownPid);
        }
    }

    private void Restore()
    {
        _isHandedOver = false;
        try
        {
            if (NamedPid() == _ownPid)
            {
                return;
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // What cannot be read can still be replaced.
        }

        Write();
    }

    private void Write()
    {
        // Of this process alone: a successor may be writing its own at this moment.
        var temporary = string.Create(CultureInfo.InvariantCulture, $"{_path}.{_ownPid}");
        try
        {
            // A name that somebody could have prepared, as a link to elsewhere, is not written through.
            File.Delete(temporary);
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_ownPid}\n")));
            }

            File.Move(temporary, _path, overwrite: true);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The last is what the runtime makes of EFBIG, for RLIMIT_FSIZE (Interop.IOErrors.cs).
            LogNotWritten(_log, _path, reason.Message, _ownPid);
            TryDelete(temporary);
        }
    }

    private int? NamedPid()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        // A few digits; whatever is longer is no PID file.
        Span<byte> buffer = stackalloc byte[32];
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var text = buffer[..file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)].TrimEnd("\n "u8);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }

    private static void TryDelete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            // In a directory in which nothing could be created, there is nothing to delete either; the log has said why.
        }
    }

    [LoggerMessage(50, LogLevel.Error, "The PID file {Path} could not be written: {Reason}; serving without it as {OwnPid}, what signals by that file may not reach this process until it is mended and the service restarted")]
    private static partial void LogNotWritten(ILogger log, string path, string reason, int ownPid);

    [LoggerMessage(51, LogLevel.Warning, "The PID file {Path} could not be removed: {Reason}; process {OwnPid} ends all the same, remove it by hand")]
    private static partial void LogNotRemoved(ILogger log, string path, string reason, int ownPid);
}
