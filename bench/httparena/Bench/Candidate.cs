using Instruments.Servers;

namespace HttpArena.Bench;

/// <summary>A program that is measured.</summary>
internal abstract class Candidate(string name) : IDisposable
{
    internal string Name { get; } = name;

    /// <summary>Prepares the runs of a profile.</summary>
    internal abstract Task WarmUpAsync(Profile profile, int seconds);

    internal abstract Task<LoadRun> RunAsync(Profile profile, int seconds);

    public abstract void Dispose();
}

/// <summary>
/// A native binary. Each run has a process of its own: what the allocators of a process do differs between two processes of the same
/// program, and the median of one process would be that of its luck.
/// </summary>
internal sealed class NativeCandidate(string name, ServerBinary binary, string data) : Candidate(name)
{
    private const int WarmUpSeconds = 1;

    internal override Task WarmUpAsync(Profile profile, int seconds) => Task.CompletedTask;

    internal override async Task<LoadRun> RunAsync(Profile profile, int seconds)
    {
        using var entry = new Entry(Name, binary, data);
        await entry.AcceptsAsync();
        _ = await profile.RunAsync(entry, WarmUpSeconds);
        return await profile.RunAsync(entry, seconds);
    }

    public override void Dispose()
    {
    }
}

/// <summary>A program under the JIT. All runs have one process, because the JIT optimises for seconds.</summary>
internal sealed class JitCandidate(string name, ServerBinary binary, string data) : Candidate(name)
{
    private readonly Entry _entry = new(name, binary, data);

    internal override async Task WarmUpAsync(Profile profile, int seconds)
    {
        await _entry.AcceptsAsync();

        // The JIT compiles meanwhile.
        _ = await profile.RunAsync(_entry, seconds);
    }

    internal override Task<LoadRun> RunAsync(Profile profile, int seconds) => profile.RunAsync(_entry, seconds);

    public override void Dispose() => _entry.Dispose();
}
