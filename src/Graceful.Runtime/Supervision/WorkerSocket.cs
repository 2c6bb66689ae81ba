using System.Globalization;
using Graceful.Posix;

namespace Graceful.Supervision;

/// <summary>A copy of a worker's listening socket, kept by the master for the next worker.</summary>
/// <param name="Fd">The master's descriptor; <see cref="Released"/> when it has been closed because the service ends.</param>
/// <param name="Key">The listener's key (see <see cref="Graceful.Transport.ListenerKey"/>).</param>
/// <param name="IsManaged">True when the service manager has a copy too.</param>
/// <param name="File">The file at the path of a Unix socket.</param>
internal sealed record WorkerSocket(int Fd, string Key, bool IsManaged, FileIdentity? File)
{
    internal const int Released = -1;

    /// <summary>The text form, without the descriptor: <c>managed;device:inode;key</c>.</summary>
    internal string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsManaged ? 1 : 0)};{(File is { } file ? $"{file.Device}:{file.Inode}" : "")};{Key}");

    /// <summary>Reads the text form.</summary>
    /// <returns><see langword="null"/> when the text has another form.</returns>
    internal static WorkerSocket? TryParse(int fd, string text)
    {
        if (text.Split(';', 3) is not [var managed, var file, { Length: > 0 } key])
        {
            return null;
        }

        FileIdentity? identity = null;
        if (file.Split(':') is [var device, var inode]
            && ulong.TryParse(device, NumberStyles.None, CultureInfo.InvariantCulture, out var deviceNumber)
            && ulong.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out var inodeNumber))
        {
            identity = new FileIdentity(deviceNumber, inodeNumber);
        }

        return new WorkerSocket(fd, key, managed == "1", identity);
    }
}
