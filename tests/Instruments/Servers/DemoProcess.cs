using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Instruments.Posix;
using Instruments.Raw;
using Tmds.Linux;

namespace Instruments.Servers;

/// <summary>A server that runs as processes of its own: the first one, and every successor that it starts.</summary>
internal sealed class DemoProcess : IAsyncDisposable
{
    private readonly Process _starter;
    private readonly GenerationList _generations;
    private readonly DemoOptions _options;
    private readonly Task _reading;

    private DemoProcess(Process starter, GenerationList generations, DemoOptions options, IPEndPoint endPoint)
    {
        (_starter, _generations, _options, EndPoint) = (starter, generations, options, endPoint);
        _reading = Task.WhenAll(Log.ReadAsync(starter.StandardOutput.BaseStream), Log.ReadAsync(starter.StandardError.BaseStream));
    }

    internal IPEndPoint EndPoint { get; }

    internal Uri Address => new($"http://{EndPoint}/");

    internal ServerLog Log { get; } = new();

    /// <summary>The processes that serve: all that have been seen, the first one first, those that have ended too.</summary>
    internal IReadOnlyList<Generation> Generations => [.. _generations.Look().Skip(Ancestors)];

    internal bool IsSupervised => Ancestors > 0;

    /// <summary>The process that supervises the generations.</summary>
    internal Generation Master =>
        IsSupervised ? _generations.Look()[Ancestors - 1] : throw new InvalidOperationException("This server has no master.");

    /// <summary>The processes that are started before the first generation, and stay.</summary>
    private int Ancestors => _options.HasSupervisor ? 2 : _options.Supervised ? 1 : 0;

    /// <summary>The process that an operator signals.</summary>
    internal Generation MainProcess => IsSupervised ? Master : Newest;

    /// <summary>The process that an operator signals while this generation serves.</summary>
    internal Generation OperatedBy(Generation generation) => IsSupervised ? Master : generation;

    internal IReadOnlyList<Generation> Living => [.. Generations.Where(generation => generation.IsAlive)];

    internal Generation First => Generations[0];

    /// <summary>The generation that was started last.</summary>
    internal Generation Newest => Generations[^1];

    /// <summary>Starts the server on a free port of 127.0.0.1, and returns when it answers.</summary>
    internal static async Task<DemoProcess> StartAsync(ServerBinary binary, DemoOptions? options = null)
    {
        options ??= new DemoOptions();
        var endPoint = options.EndPoint ?? new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        var generations = new GenerationList();
        var demo = new DemoProcess(generations.Start(binary, options, endPoint), generations, options, endPoint);
        try
        {
            Generation first = await demo.NextGenerationAsync(after: 0);
            await demo.AnsweredByAsync(first);
            return demo;
        }
        catch
        {
            await demo.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Sends SIGUSR2 to the main process, or to the generation that is named, and waits for the process that it starts. A master gets the
    /// signal instead of its generations.
    /// </summary>
    internal async Task<Generation> RestartAsync(Generation? of = null)
    {
        int known = Generations.Count;
        OperatedBy(of ?? MainProcess).Signal(LibC.SIGUSR2);
        return await NextGenerationAsync(known);
    }

    /// <summary>The generation after the first so many, as soon as it is there.</summary>
    internal async Task<Generation> NextGenerationAsync(int after)
    {
        await UntilAsync(() => Generations.Count > after, $"generation {after + 1}");
        return Generations[after];
    }

    /// <summary>Returns when the generation answers new connections.</summary>
    internal async Task AnsweredByAsync(Generation generation)
    {
        long deadline = Deadline();
        while (await TryGetPidAsync() != generation.Pid)
        {
            if (!generation.IsAlive)
            {
                throw new InvalidOperationException($"{generation} has ended before it answered. The log:\n{Log}");
            }

            ThrowIfPast(deadline, $"an answer of {generation}");
            await Pause();
        }
    }

    internal async Task<ProcessExit> ExitOfAsync(Generation generation)
    {
        await Within(generation.Exited, $"the end of {generation}");
        return await generation.Exited;
    }

    /// <summary>Asserts that the generation exits with 0. The status of a supervised one goes to its master.</summary>
    internal async Task ExitsWellAsync(Generation generation)
    {
        if (await ExitOfAsync(generation) is var exit && exit.Code != 0 && !(IsSupervised && exit == default))
        {
            throw new InvalidOperationException($"{generation} ended with {exit}, not with exit code 0.\n{Log}");
        }
    }

    /// <summary>Completes when every generation except one has exited.</summary>
    internal async Task<Generation> LastOneAsync()
    {
        await UntilAsync(() => Living.Count <= 1, "the end of all generations but one");
        return Living.Count == 1 ? Living[0] : throw new InvalidOperationException($"No generation is left. The log:\n{Log}");
    }

    /// <summary>The first log line from number <paramref name="from"/> on that matches, those of the past included.</summary>
    internal Task<LogMatch> LoggedAsync(Regex pattern, int from = 0) => Log.WhenAsync(pattern, from, Until.Limit);

    /// <summary>Asserts that exactly this many lines contain the text; output of a process arrives here a moment later.</summary>
    internal async Task LoggedTimesAsync(int times, string part)
    {
        await UntilAsync(() => Log.Count(part) >= times, $"{times} lines with '{part}'");
        if (Log.Count(part) is var lines && lines != times)
        {
            throw new InvalidOperationException($"{lines} lines have '{part}', and not {times}. The log:\n{Log}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _generations.KillAllAsync(_reading);
        _options.Print?.Invoke($"{EndPoint}: {string.Join(", ", _generations.Known)}");
        _options.Print?.Invoke(Log.ToString());
        _generations.Dispose();
        _starter.Dispose();
    }

    private async Task<int?> TryGetPidAsync()
    {
        try
        {
            RawResponse response = await RawConnection.GetAsync(EndPoint, "/process/id");
            return response.Status == 200 ? response.Pid : null;
        }
        catch (Exception e) when (e is SocketException or EndOfStreamException)
        {
            // Not listening yet, or exiting just now: only the load client counts these.
            return null;
        }
    }

    private async Task UntilAsync(Func<bool> condition, string what)
    {
        long deadline = Deadline();
        while (!condition())
        {
            // Both pipes are at their end: nothing is left that could make the condition true.
            ThrowIfPast(_reading.IsCompleted && !condition() ? 0 : deadline, what);
            await Pause();
        }
    }

    private async Task Within(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Until.Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Until.Limit.TotalSeconds:0} s for {what} in vain. The log:\n{Log}");
        }
    }

    // The kernel notifies only root of new processes of others: /proc is polled every 2 ms.
    private static Task Pause() => Task.Delay(2);

    private static long Deadline() => Environment.TickCount64 + (long)Until.Limit.TotalMilliseconds;

    private void ThrowIfPast(long deadline, string what)
    {
        if (Environment.TickCount64 > deadline)
        {
            throw new TimeoutException($"Waited for {what} in vain ({string.Join(", ", _generations.Known)}). The log:\n{Log}");
        }
    }
}
