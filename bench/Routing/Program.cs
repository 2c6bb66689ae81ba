namespace Routing.Bench;

internal static class Program
{
#if GITHUB
    public const string TableName = "github.txt";
#else
    public const string TableName = "static.txt";
#endif

    public static int Main(string[] args)
    {
        var table = RouteTableFile.Load(TableName);
        if (Wrong(table) is { } wrong)
        {
            Console.Error.WriteLine(wrong);
            return 1;
        }

#if !NATIVE
        if (!args.Contains("--stopwatch"))
        {
            BenchmarkDotNet.Running.BenchmarkRunner.Run<JitBenchmarks>(JitBenchmarks.Config, args);
            return 0;
        }
#endif
        StopwatchBench.Run(table, args.SkipWhile(arg => arg != "--rows").Skip(1).FirstOrDefault() ?? string.Empty);
        return 0;
    }

    /// <summary>A fast answer must also be correct.</summary>
    private static string? Wrong(RouteTableFile table)
    {
        var (actions, reference) = (Pipeline.UseActions(), Pipeline.UseRouting(table));
        var answered = new[] { Compiled.Run(table.Hits), actions.Run(table.Hits), reference.Run(table.Hits) };
        return answered.Any(count => count != table.Hits.Length) ? "A request that hits is not answered."
            : Compiled.Run(table.Misses) != 0 || actions.Run(table.Misses) != 0 || reference.Run(table.Misses) != 0
                ? "A request that misses is answered."
            : Compiled.RefusedVerbs(table.WrongVerbs) != table.WrongVerbs.Length
                ? "A request with another verb does not learn which are allowed."
            : null;
    }
}
