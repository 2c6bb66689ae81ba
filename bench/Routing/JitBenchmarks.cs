using BenchmarkDotNet.Attributes;

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

    private readonly RouteTableFile _table = RouteTableFile.Load(Program.TableName);
    private readonly Reference _reference;

    public JitBenchmarks() => _reference = new Reference(_table);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int GracefulHit() => Compiled.Run(_table.Hits);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int GracefulMiss() => Compiled.Run(_table.Misses);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int Graceful405() => Compiled.Run(_table.WrongVerbs);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int UseRoutingHit() => _reference.Run(_table.Hits);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int UseRoutingMiss() => _reference.Run(_table.Misses);

    [Benchmark(OperationsPerInvoke = RequestCount)]
    public int UseRouting405() => _reference.Run(_table.WrongVerbs);
}
