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

    /// <summary>What sd_listen_fds(3) says for a socket without <c>FileDescriptorName=</c>.</summary>
    private const string Unnamed = "unknown";

    /// <summary>The last one identifies the process beyond doubt in systemd 259 and later; the pid does for us.</summary>
    internal static IReadOnlyList<string> Variables { get; } = [Pid, Count, Names, "LISTEN_PIDFDID"];

    /// <summary>Reads the variables and removes them, whether they are meant for this process or not.</summary>
    /// <exception cref="StartRefusedException">They are meant for this process, and wrong; the message names the variable.</exception>
    internal static IReadOnlyList<PassedDescriptor> Take(int firstFd = FirstFd)
    {
        var values = Variables.ToDictionary(name => name, EnvironmentVariable.Take);
        if (values[Pid] is not { } pid || values[Count] is not { } count
            || SystemdEnvironment.Number(Pid, pid) != (ulong)Environment.ProcessId)
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
            throw Refusal(Names, values[Names]!, $"these are {names.Length} names for {Count}={count} descriptors");
        }

        var passed = new PassedDescriptor[number];
        for (var i = 0; i < passed.Length; i++)
        {
            var fd = firstFd + i;
            if (!Descriptor.IsOpen(fd))
            {
                throw Refusal(Count, count, $"descriptor {fd} is not open");
            }

            Descriptor.SetCloseOnExec(fd);
            passed[i] = new PassedDescriptor(fd, names is null || names[i].Length == 0 ? Unnamed : names[i]);
        }

        return passed;
    }

    /// <summary>Puts what was passed beside what a predecessor has left: one door for both.</summary>
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
            // Sockets out of the store have been listeners of an earlier process, and come with their keys.
            if (FdStoreName.KeyOf(descriptor.Name) is { } key && listeners.TryAdd(key, descriptor.Fd))
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

    private static StartRefusedException Refusal(string name, string value, string reason) => new(
        $"{name}='{value}' was set by something else than systemd: {reason}. Refusing to start; unset it.");
}
