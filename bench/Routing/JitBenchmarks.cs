using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Routing.Bench;

/// <summary>One request, on average over the whole table, under the JIT.</summary>
[MemoryDiagnoser]
public class JitBenchmarks
{
#if GITHUB
    public const int RequestCount = 203;
#else
    public const int RequestCount = 157;
#endif

    /// <summary>In this process: the program that BenchmarkDotNet builds would have the default table.</summary>
    public static IConfig Config => DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));

    private readonly RouteTableFile _table = RouteTableFile.Load(Program.TableName);
    private readonly Pipeline _useActions = Pipeline.UseActions();
    private readonly Pipeline _useRouting;

    public JitBenchmarks() => _useRouting = Pipeline.UseRouting(_table);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int MatchHit() => Compiled.Run(_table.Hits);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int MatchMiss() => Compiled.Run(_table.Misses);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int Match405() => Compiled.Run(_table.WrongVerbs);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int UseActionsHit() => _useActions.Run(_table.Hits);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int UseActionsMiss() => _useActions.Run(_table.Misses);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int UseActions405() => _useActions.Run(_table.WrongVerbs);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int UseRoutingHit() => _useRouting.Run(_table.Hits);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int UseRoutingMiss() => _useRouting.Run(_table.Misses);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int UseRouting405() => _useRouting.Run(_table.WrongVerbs);
}
