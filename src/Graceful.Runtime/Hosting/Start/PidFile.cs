using System.Globalization;
using System.Text;
using Graceful.Posix;
using Graceful.Restart;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Graceful.Hosting;

/// <summary>
/// The file with the pid of the main process, for <c>kill -USR2 $(cat app.pid)</c>. Each generation writes it when it is ready. A
/// predecessor that takes back writes it again. Only the process whose pid is in the file removes it.
/// </summary>
/// <remarks>
/// Written beside and renamed, so that a reader always finds a complete number. Not synced to the disk: after a crash of the machine
/// the process does not exist any more. Nothing is written before <see cref="Ready"/>, which a host without endpoints never calls.
/// <para>
/// On a full disk no file can be written beside. The bytes of the present file are then replaced in one write(2), which needs no space.
/// systemd (PIDFile=) would end the service when the old process exits and the file does not name the new one, and scripts would signal
/// a process that has exited.
/// </para>
/// </remarks>
internal sealed partial class PidFile : ILifecycleObserver
{
    /// <summary>The longest content of a PID file.</summary>
    private const int MostBytes = 32;

    private readonly string? _path;
    private readonly int _ownPid;
    private readonly ILogger _log;

    /// <summary>The file as this process has written it.</summary>
    private FileVersion? _written;
    private bool _isReady;
    private bool _isHandedOver;
    private bool _hasFailed;

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

    /// <summary>Tries again: the predecessor has removed its file, which may have freed the space.</summary>
    public void PredecessorGone()
    {
        if (_hasFailed)
        {
            Write();
        }
    }

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
            NoteFailure("it is a device, a socket or a directory");
            return;
        }

        // Unique to this process: a successor may write its own file at the same moment.
        var temporary = string.Create(CultureInfo.InvariantCulture, $"{_path}.{_ownPid}");
        try
        {
            // Another user may have created this name as a link, which must not be followed.
            File.Delete(temporary);
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                Write(file, string.Create(CultureInfo.InvariantCulture, $"{_ownPid}\n"));
            }

            // Before the move: another process may replace it afterwards.
            var written = FileVersion.Of(new PathName(temporary));
            File.Move(temporary, _path!, overwrite: true);
            NoteSuccess(written);
        }
        catch (Exception reason) when (IsWriteError(reason))
        {
            TryDelete(temporary);
            if (!TryWriteInPlace())
            {
                NoteFailure(reason.Message);
            }
        }
    }

    /// <summary>Replaces the bytes of the present file, which has its block on the disk already.</summary>
    /// <returns>False when there is no such file, or it cannot be written, or is no PID file of this user.</returns>
    private bool TryWriteInPlace()
    {
        using var file = RegularFile.TryOpenOwn(_path!);
        try
        {
            if (file is null || RandomAccess.GetLength(file) is var length && length > MostBytes)
            {
                return false;
            }

            // A reader finds the old bytes or the new ones. Line breaks in place of left digits: those after the number are ignored.
            var text = string.Create(CultureInfo.InvariantCulture, $"{_ownPid}\n");
            Write(file, text.PadRight((int)length, '\n'));
            RandomAccess.SetLength(file, text.Length);
            NoteSuccess(FileVersion.Of(new PathName(_path!)));
            return true;
        }
        catch (Exception reason) when (IsWriteError(reason))
        {
            return false;
        }
    }

    private static void Write(SafeFileHandle file, string text) =>
        Descriptor.WriteFile((int)file.DangerousGetHandle(), Encoding.ASCII.GetBytes(text));

    private void NoteSuccess(FileVersion? written)
    {
        _written = written;
        if (_hasFailed)
        {
            _hasFailed = false;
            LogWrittenLater(_log, _path!, _ownPid);
        }
    }

    private void NoteFailure(string reason)
    {
        if (!_hasFailed)
        {
            _hasFailed = true;
            LogNotWritten(_log, _path!, reason, _ownPid);
        }
    }

    private static bool IsWriteError(Exception reason) => reason is IOException or UnauthorizedAccessException;

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
        Span<byte> buffer = stackalloc byte[MostBytes];
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

    [LoggerMessage(76, LogLevel.Information, "The PID file {Path} has been written now: it names {OwnPid}, which serves")]
    private static partial void LogWrittenLater(ILogger log, string path, int ownPid);

    [LoggerMessage(51, LogLevel.Warning,
        "The PID file {Path} could not be removed: {Reason}; process {OwnPid} exits, remove the file by hand")]
    private static partial void LogNotRemoved(ILogger log, string path, string reason, int ownPid);
}
