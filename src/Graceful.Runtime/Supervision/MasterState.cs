using System.Globalization;
using System.Text;
using Graceful.Posix;
using Graceful.Systemd;
using Graceful.Transport;
using Microsoft.Win32.SafeHandles;

namespace Graceful.Supervision;

/// <summary>The state that a master passes to its next program: descriptors by number, and the workers.</summary>
/// <remarks>
/// Text in a memory file, one <c>key=value</c> a line. A reader ignores keys that it does not know, and a missing key has its default, so
/// that a newer and an older version can follow each other in either order.
/// </remarks>
internal sealed partial class MasterState
{
    /// <summary>The longest state that is read: far more than thousands of sockets need.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    /// <summary>The master's end of the channel.</summary>
    internal int Channel { get; set; } = -1;

    /// <summary>The workers' end of the channel, for the workers that the master starts.</summary>
    internal int WorkersEnd { get; set; } = -1;

    internal int LastGeneration { get; set; }

    /// <summary>Crashes since the last healthy minute.</summary>
    internal int Crashes { get; set; }

    /// <summary>The signals whose events go to the next program: their descriptors have the numbers of the signals.</summary>
    internal List<int> Signals { get; } = [];

    /// <summary>The signals with a trap: one that is ignored when the next program starts has arrived.</summary>
    internal List<int> Trapped { get; } = [];

    internal List<Worker> Workers { get; } = [];

    /// <summary>The keys of the sockets in systemd's descriptor store.</summary>
    internal List<string> Stored { get; } = [];

    /// <summary>The descriptors that the next program inherits, without the memory file.</summary>
    internal IEnumerable<int> Descriptors =>
    [
        Channel,
        WorkersEnd,
        .. Signals,
        .. Workers.Select(worker => worker.PidFd).Where(fd => fd >= 0),
        .. Workers.SelectMany(worker => worker.Sockets).Select(socket => socket.Fd),
        .. Workers.Where(worker => worker.Program is not null).Select(worker => worker.Program!.Fd),
    ];

    /// <summary>Writes the state into a new memory file.</summary>
    /// <exception cref="IOException">No memory, or no descriptor, is left, or RLIMIT_FSIZE is too low.</exception>
    internal SafeFileHandle Write()
    {
        var fd = Descriptor.CreateMemory("graceful-master");
        var memory = new SafeFileHandle(fd, ownsHandle: true);
        try
        {
            Descriptor.WriteFile(fd, Encoding.UTF8.GetBytes(Describe()));
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads the state that the previous program left, empties the memory file and closes it. A master that checks this program has the
    /// file open too, and sees by its length that the program has come this far.
    /// </summary>
    /// <exception cref="StartRefusedException">The text names no channel.</exception>
    internal static MasterState Read(int fd)
    {
        using var memory = new SafeFileHandle(fd, ownsHandle: true);
        var bytes = new byte[Math.Min(RandomAccess.GetLength(memory), MostBytes)];
        var length = RandomAccess.Read(memory, bytes, fileOffset: 0);
        var state = Parse(Encoding.UTF8.GetString(bytes, 0, length));
        RandomAccess.SetLength(memory, 0);
        return state;
    }

    internal string Describe()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"channel={Channel}\nworkers-end={WorkersEnd}\n");
        text.Append(CultureInfo.InvariantCulture, $"last-generation={LastGeneration}\ncrashes={Crashes}\n");
        text.Append(CultureInfo.InvariantCulture, $"signals={string.Join(';', Signals)}\ntrapped={string.Join(';', Trapped)}\n");
        foreach (var name in Stored.Select(FdStoreName.Of).OfType<string>())
        {
            // A key can have line breaks, and its name has none.
            text.Append(CultureInfo.InvariantCulture, $"stored={name}\n");
        }

        foreach (var worker in Workers)
        {
            text.Append(CultureInfo.InvariantCulture, $"worker={worker.Pid};{worker.PidFd};{worker.Generation};{worker.Phase}");
            text.Append(CultureInfo.InvariantCulture, $";{worker.ProtocolVersion};{worker.ServingSince}\n");
            if (worker.Program is { } program)
            {
                var (device, inode) = program.File;
                text.Append(CultureInfo.InvariantCulture, $"program={worker.Pid};{program.Fd};{device};{inode}\n");
            }

            foreach (var socket in worker.Sockets)
            {
                text.Append(CultureInfo.InvariantCulture, $"socket={worker.Pid};{socket.Fd};{socket.Describe()}\n");
            }
        }

        return text.ToString();
    }

    internal static MasterState Parse(string text)
    {
        var state = new MasterState();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('=', 2) is [var key, var value])
            {
                state.Read(key, value);
            }
        }

        return state.Channel >= 0 && state.WorkersEnd >= 0
            ? state
            : throw new StartRefusedException(
                "The memory file of GRACEFUL_MASTER_STATE is not from a Graceful master: it names no channel. Refusing to start; unset "
                + "the variable.");
    }

    private void Read(string name, string value)
    {
        switch (name)
        {
            case "channel":
                Channel = Number(value);
                break;
            case "workers-end":
                WorkersEnd = Number(value);
                break;
            case "last-generation":
                LastGeneration = Number(value);
                break;
            case "crashes":
                Crashes = Number(value);
                break;
            case "signals":
                Signals.AddRange(Numbers(value));
                break;
            case "trapped":
                Trapped.AddRange(Numbers(value));
                break;
            case "stored" when FdStoreName.KeyOf(value) is { } key:
                Stored.Add(key);
                break;
            case "worker" when value.Split(';') is [var pid, var pidFd, var generation, var phase, var version, var since, ..]:
                Workers.Add(new Worker(Number(pid), Number(pidFd), Number(generation))
                {
                    Phase = Enum.TryParse<WorkerPhase>(phase, out var known) ? known : WorkerPhase.Serving,
                    ProtocolVersion = Number(version),
                    ServingSince = long.TryParse(since, NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? time : 0,
                });
                break;
            case "program" when value.Split(';') is [var pid, var fd, var device, var inode, ..]
                && Find(pid) is { } worker
                && ulong.TryParse(device, NumberStyles.None, CultureInfo.InvariantCulture, out var deviceNumber)
                && ulong.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out var inodeNumber):
                worker.Program = new WorkerProgram(Number(fd), new FileIdentity(deviceNumber, inodeNumber));
                break;
            case "socket" when value.Split(';', 3) is [var pid, var fd, var description]
                && Find(pid) is { } owner && WorkerSocket.TryParse(Number(fd), description) is { } socket:
                owner.Sockets.Add(socket);
                break;
        }
    }

    private Worker? Find(string pid) => Workers.Find(worker => worker.Pid == Number(pid));

    private static IEnumerable<int> Numbers(string text) =>
        text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Number).Where(number => number > 0);

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
