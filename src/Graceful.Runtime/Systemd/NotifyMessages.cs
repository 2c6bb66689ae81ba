using Graceful.Posix;
using Microsoft.Extensions.Logging;

namespace Graceful.Systemd;

/// <summary>
/// The messages to systemd and the log lines of those that could not be sent
/// (<see href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</see>).
/// </summary>
internal sealed class NotifyMessages(NotifySocket socket, ILogger log)
{
    private bool _sendFailed;

    /// <summary>Gets the period in which a timeout of systemd is extended.</summary>
    internal static TimeSpan ExtensionPeriod { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets the time of each EXTEND_TIMEOUT_USEC.</summary>
    internal static TimeSpan Extension { get; } = 3 * ExtensionPeriod;

    /// <summary>Gets the field that extends the present timeout of systemd.</summary>
    internal static string Extend { get; } = Timeout(Extension);

    /// <summary>Returns the fields that begin a reload, which <c>READY=1</c> ends.</summary>
    internal static string Reloading() => $"RELOADING=1\nMONOTONIC_USEC={MonotonicClock.Microseconds}\n{Extend}";

    /// <summary>Returns the field that extends the present timeout of systemd.</summary>
    internal static string Timeout(TimeSpan time) => FormattableString.Invariant($"EXTEND_TIMEOUT_USEC={(long)time.TotalMicroseconds}");

    /// <summary>Returns the line that <c>systemctl status</c> shows. Line breaks would begin another field.</summary>
    internal static string Status(string text) => "STATUS=" + text.ReplaceLineEndings(" ");

    /// <summary>Sends one message.</summary>
    /// <param name="fields">Its fields; those that are <see langword="null"/> are left out.</param>
    internal void Send(params ReadOnlySpan<string?> fields)
    {
        var message = Join(fields);
        var error = socket.Send(message);

        // One line for each series of failures, not one for each heartbeat.
        if (error != 0 && !_sendFailed)
        {
            log.NotifyFailed(message.ReplaceLineEndings(" "), PosixException.Create("sendmsg", error).Message);
        }

        _sendFailed = error != 0;
    }

    /// <summary>
    /// Puts a listening socket into the <see href="https://systemd.io/FILE_DESCRIPTOR_STORE/">file descriptor store</see>.
    /// </summary>
    /// <returns>True when systemd has it.</returns>
    internal bool TryStore(string key, int fd)
    {
        if (FdStoreName.Of(key) is { } name)
        {
            return TrySend(key, $"FDSTORE=1\nFDNAME={name}", fd);
        }

        log.NotStored(key, $"FDNAME takes {FdStoreName.MaxLength} characters, and its name is longer");
        return false;
    }

    /// <summary>Removes a listening socket from the store.</summary>
    internal void Remove(string key)
    {
        if (FdStoreName.Of(key) is { } name)
        {
            TrySend(key, $"FDSTOREREMOVE=1\nFDNAME={name}", fd: -1);
        }
    }

    private static string Join(ReadOnlySpan<string?> fields)
    {
        var text = new List<string>(fields.Length);
        foreach (var field in fields)
        {
            if (field is not null)
            {
                text.Add(field);
            }
        }

        return string.Join('\n', text);
    }

    private bool TrySend(string key, string message, int fd)
    {
        var error = socket.Send(message, fd);
        if (error != 0)
        {
            log.NotStored(key, PosixException.Create("sendmsg", error).Message);
        }

        return error == 0;
    }
}
