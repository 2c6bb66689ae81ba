using System.Globalization;
using System.Text;
using Graceful.Posix;
using Graceful.Restart;
using Microsoft.Extensions.Logging;

namespace Graceful.Hosting;

/// <summary>
/// The file with the pid of the main process, for <c>kill -USR2 $(cat app.pid)</c>. Each generation writes it when it is ready. A
/// predecessor that takes back writes it again. Only the process whose pid is in the file removes it.
/// </summary>
/// <remarks>
/// Written beside and renamed, so that a reader always finds a complete number. Not synced to the disk: after a crash of the machine
/// the process does not exist any more. Nothing is written before <see cref="Ready"/>, which a host without endpoints never calls.
/// </remarks>
internal sealed partial class PidFile : ILifecycleObserver
{
    private readonly string? _path;
    private readonly int _ownPid;
    private readonly ILogger _log;

    /// <summary>The file as this process has written it.</summary>
    private FileVersion? _written;
    private bool _isReady;
    private bool _isHandedOver;

    /// <param name="path">
    /// Relative to the working directory at this moment, which the application may change later; <see langword="null"/> or empty for
    /// none.
    /// </param>
    /// <param name="ownPid">The pid to write.</param>
    /// <param name="log">Receives one line about a failure; the service continues.</param>
    internal PidFile(string? path, int ownPid, ILogger log)
    {
        _path = string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path);
        _ownPid = ownPid;
        _log = log;
    }

    /// <summary>Overwrites the file of the predecessor, or one that a killed process has left.</summary>
    public void Ready()
    {
        _isReady = _path is not null;
        if (_isReady)
        {
            Write();
        }
    }

    public void RestartFailed(string reason) => Restore();

    public void HandedOver(int successorPid) => _isHandedOver = true;

    public void TookBack(string reason) => Restore();

    public void Stopping()
    {
        if (_isHandedOver)
        {
            // The successor has ended first, and may not have removed its pid.
            Restore();
        }
    }

    public void Stopped()
    {
        if (!_isReady)
        {
            return;
        }

        try
        {
            if (NamesThisProcess())
            {
                File.Delete(_path!);
            }
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(_log, _path!, reason.Message, _ownPid);
        }
    }

    private void Restore()
    {
        _isHandedOver = false;
        if (!_isReady)
        {
            return;
        }

        try
        {
            if (NamesThisProcess())
            {
                return;
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // A file that cannot be read can still be replaced.
        }

        Write();
    }

    private void Write()
    {
        if (FileIdentity.IsSpecial(_path!))
        {
            // rename(2) would replace /dev/null.
            LogNotWritten(_log, _path!, "it is a device, a socket or a directory", _ownPid);
            return;
        }

        // Unique to this process: a successor may write its own file at the same moment.
        var temporary = string.Create(CultureInfo.InvariantCulture, $"{_path}.{_ownPid}");
        try
        {
            // Another user may have created this name as a link, which must not be followed.
            File.Delete(temporary);
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_ownPid}\n")));
            }

            // Before the move: another process may replace it afterwards.
            var written = FileVersion.Of(new PathName(temporary));
            File.Move(temporary, _path!, overwrite: true);
            _written = written;
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The runtime throws ArgumentOutOfRangeException for EFBIG, with RLIMIT_FSIZE (Interop.IOErrors.cs).
            LogNotWritten(_log, _path!, reason.Message, _ownPid);
            TryDelete(temporary);
        }
    }

    /// <summary>True when the file has the pid of this process.</summary>
    private bool NamesThisProcess()
    {
        // Another user may have put a FIFO there, on which an ordinary open(2) blocks for ever.
        using var file = RegularFile.TryOpen(_path!);
        if (file is null)
        {
            // Without a free descriptor, statx(2) still shows whether it is what this process has written.
            return _written is not null && FileVersion.Of(new PathName(_path!)) == _written;
        }

        // A longer text is not a PID file.
        Span<byte> buffer = stackalloc byte[32];
        var text = buffer[..RandomAccess.Read(file, buffer, fileOffset: 0)].TrimEnd("\n "u8);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid == _ownPid;
    }

    private static void TryDelete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            // The same cause as for the write, which is logged.
        }
    }

    [LoggerMessage(50, LogLevel.Error,
        "The PID file {Path} could not be written: {Reason}; serving without it as {OwnPid}, signals sent by that file may not reach this "
        + "process. Fix the problem, then restart the service")]
    private static partial void LogNotWritten(ILogger log, string path, string reason, int ownPid);

    [LoggerMessage(51, LogLevel.Warning,
        "The PID file {Path} could not be removed: {Reason}; process {OwnPid} exits, remove the file by hand")]
    private static partial void LogNotRemoved(ILogger log, string path, string reason, int ownPid);
}
