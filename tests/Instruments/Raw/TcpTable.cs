using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Instruments.Servers;

namespace Instruments.Raw;

/// <summary>The kernel's own view of TCP connections: /proc/net/tcp (proc(5)), IPv4 only.</summary>
internal static class TcpTable
{
    private const string Established = "01";
    private const string CloseWait = "08";
    private const string Listening = "0A";
    private const string NotAccepted = "0";

    /// <summary>
    /// True when the server has accepted the connection and read all bytes of its client: both queues are empty, and the server's side
    /// belongs to a file (a connection in the backlog has inode 0).
    /// </summary>
    internal static bool HasReadEverything(IPEndPoint server, IPEndPoint client)
    {
        string[][] rows = Rows();
        string[]? serverSide = rows.FirstOrDefault(row => row[1] == Hex(server) && row[2] == Hex(client));
        string[]? clientSide = rows.FirstOrDefault(row => row[1] == Hex(client) && row[2] == Hex(server));
        return serverSide is [_, _, _, Established or CloseWait, var serverQueues, _, _, _, _, not NotAccepted, ..]
            && serverQueues.EndsWith(":00000000", StringComparison.Ordinal)
            && clientSide is [_, _, _, _, var clientQueues, ..]
            && clientQueues.StartsWith("00000000:", StringComparison.Ordinal);
    }

    /// <summary>Returns when the server has read all bytes of its client. The kernel sends no event for that.</summary>
    internal static Task ReadEverythingAsync(EndPoint server, EndPoint client) => Until.TrueAsync(
        () => HasReadEverything((IPEndPoint)server, (IPEndPoint)client), $"{server} to read everything that {client} has sent");

    /// <summary>
    /// Returns the number of the server's open connections; null while one of them is not accepted, or has bytes that are not read.
    /// </summary>
    internal static int? CountRead(IPEndPoint server)
    {
        string[][] rows = [.. Rows().Where(row => row[1] == Hex(server) && row[3] == Established)];
        return rows.All(row => row[9] != NotAccepted && row[4].EndsWith(":00000000", StringComparison.Ordinal)) ? rows.Length : null;
    }

    /// <summary>Returns the local ports of all clients of the server: an unchanged set means that no client has reconnected.</summary>
    internal static IReadOnlySet<int> ClientPorts(IPEndPoint server)
        => Rows()
            .Where(row => row[2] == Hex(server) && row[3] == Established)
            .Select(row => Port(row[1]))
            .ToHashSet();

    /// <summary>Returns the local ports of the clients whose connections the process holds: they are lost with it.</summary>
    internal static IReadOnlySet<int> ClientPortsHeldBy(int pid, IPEndPoint server)
    {
        HashSet<string> inodes = [.. ProcFs.Links(pid).Where(link => link.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(link => link[8..^1])];
        return Rows().Where(row => row[1] == Hex(server) && row[3] != Listening && inodes.Contains(row[9]))
            .Select(row => Port(row[2])).ToHashSet();
    }

    private static int Port(string address)
        => int.Parse(address.AsSpan(address.IndexOf(':') + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string[][] Rows()
        => [.. File.ReadLines("/proc/net/tcp").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private static string Hex(IPEndPoint endPoint)
    {
        if (endPoint.AddressFamily != AddressFamily.InterNetwork)
        {
            throw new ArgumentException($"{endPoint} is no IPv4 address: /proc/net/tcp does not list it.", nameof(endPoint));
        }

        // The address is printed as one number in the machine's byte order, the port as a number.
        uint address = BitConverter.ToUInt32(endPoint.Address.GetAddressBytes());
        return string.Create(CultureInfo.InvariantCulture, $"{address:X8}:{endPoint.Port:X4}");
    }
}
