using System.Globalization;
using Graceful.Posix;
using Graceful.Restart;
using Graceful.Transport;

namespace Graceful.Systemd;

/// <summary>
/// Socket activation (<see href="https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html">sd_listen_fds(3)</see>):
/// the descriptors from 3 on, in the order of the unit files.
/// </summary>
internal static class SocketActivation
{
    /// <summary>SD_LISTEN_FDS_START.</summary>
    private const int FirstFd = 3;
    private const string Pid = "LISTEN_PID";
    private const string Count = "LISTEN_FDS";
    private const string Names = "LISTEN_FDNAMES";

    /// <summary>The name of a descriptor without <c>FileDescriptorName=</c> (sd_listen_fds(3)).</summary>
    private const string Unnamed = "unknown";

    /// <summary>Gets all variables. The last one exists in systemd 259 and later, and identifies the process by a pidfd.</summary>
    internal static IReadOnlyList<string> Variables { get; } = [Pid, Count, Names, "LISTEN_PIDFDID"];

    /// <summary>Reads the variables and removes them, also when they are for another process.</summary>
    /// <remarks>
    /// A master that has replaced its program has the sockets in its state. The variables of an older version still have this process id,
    /// and their descriptors are closed or used for something else.
    /// </remarks>
    /// <exception cref="StartRefusedException">They are for this process and not valid; the message names the variable.</exception>
    internal static IReadOnlyList<PassedDescriptor> Take(int firstFd = FirstFd)
    {
        var values = Variables.ToDictionary(name => name, EnvironmentVariable.Take);
        if (SupervisionEnvironment.ContinuesMaster || values[Pid] is not { } pid || values[Count] is not { } count
            || !IsForThisProcess(SystemdEnvironment.Number(Pid, pid)))
        {
            return [];
        }

        var number = SystemdEnvironment.Number(Count, count);
        if (number > (ulong)(int.MaxValue - firstFd))
        {
            throw Refusal(Count, count, "no process has so many descriptors");
        }

        var names = values[Names]?.Split(':');
        if (names is not null && names.Length != (int)number)
        {
            throw Refusal(Names, values[Names]!, $"there are {names.Length} names for {Count}={count} descriptors");
        }

        // The number is not trusted with an allocation: the first descriptor that is not open ends the loop.
        var passed = new List<PassedDescriptor>();
        for (var i = 0; i < (int)number; i++)
        {
            var fd = firstFd + i;
            if (!Descriptor.IsOpen(fd))
            {
                throw Refusal(Count, count, $"descriptor {fd} is not open");
            }

            Descriptor.SetCloseOnExec(fd);
            passed.Add(new PassedDescriptor(fd, names is null || names[i].Length == 0 ? Unnamed : names[i]));
        }

        return passed;
    }

    /// <summary>Adds the passed descriptors to those of a predecessor.</summary>
    internal static HandoverEnvironment AddTo(HandoverEnvironment handover, IReadOnlyList<PassedDescriptor> passed)
    {
        if (passed.Count == 0)
        {
            return handover;
        }

        var listeners = new Dictionary<string, int>(handover.Listeners);
        var managed = new HashSet<int>(handover.Managed);
        var others = new List<PassedDescriptor>();
        foreach (var descriptor in passed)
        {
            if (handover.Uses(descriptor.Fd))
            {
                throw Refusal(
                    Count,
                    passed.Count.ToString(CultureInfo.InvariantCulture),
                    $"descriptor {descriptor.Fd} was passed by a Graceful predecessor");
            }

            // Sockets of the store were listeners of an earlier process. Their names are the keys.
            var key = FdStoreName.KeyOf(descriptor.Name);
            if (key is not null && !ListeningSocket.IsListening(descriptor.Fd))
            {
                // Graceful 0.1.0 stored standard input beside each socket, under the same name.
                Descriptor.Close(descriptor.Fd);
            }
            else if (key is not null && listeners.TryAdd(key, descriptor.Fd))
            {
                managed.Add(descriptor.Fd);
            }
            else
            {
                others.Add(descriptor);
            }
        }

        return handover with { Listeners = listeners, Managed = managed, Passed = others };
    }

    /// <summary>The first worker of a master takes what systemd has passed to the master.</summary>
    private static bool IsForThisProcess(ulong pid) =>
        pid == (ulong)Environment.ProcessId
        || (SupervisionEnvironment.IsPresent && pid == (ulong)ProcessId.OfParent);

    private static StartRefusedException Refusal(string name, string value, string reason) => new(
        $"{name}='{value}' is not from systemd: {reason}. Refusing to start; unset the variable.");
}
