using System.Diagnostics;
using System.Globalization;
using Graceful.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Analyzers.Bench;

/// <summary>What one edit costs while typing in a program of many routes: the generator's second run, and the analyzers after it.</summary>
internal static class Program
{
    private const int WarmUps = 1;
    private const int Measured = 3;

    public static async Task<int> Main(string[] args)
    {
        Console.WriteLine($"ms after one edit, median of {Measured} (least to most); 'own' is what the analyzers themselves run");
        foreach (var count in args.Length > 0 ? args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)) : [500, 2000, 5000])
        {
            Console.WriteLine($"{count} routes");
            await MeasureAsync(count);
        }

        return 0;
    }

    private static async Task MeasureAsync(int count)
    {
        var compilation = ManyRoutes.Compile(count);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new RouteGenerator().AsSourceGenerator());
        driver = driver.RunGenerators(compilation);
        var number = 0;
        foreach (var (name, file, edit) in ManyRoutes.Edits)
        {
            var times = new Times();
            for (var i = 0; i < WarmUps + Measured; i++)
            {
                (compilation, var edited) = ManyRoutes.Apply(compilation, file, edit, number++);
                var start = Stopwatch.GetTimestamp();
                driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
                var generator = Stopwatch.GetElapsedTime(start);

                // What is generated is part of the program for the file, as in an editor. Over the whole of it the compiler's own work
                // would drown the rest: there is the program as written. Who is asked first pays for what the compiler does once.
                var fileOfNothing = await Analysis.OfFileAsync(output, edited, isOurs: false);
                var open = await Analysis.OfFileAsync(output, edited, isOurs: true);

                // After an edit of its own, so that nothing has been read already.
                (compilation, _) = ManyRoutes.Apply(compilation, file, edit, number++);
                var programOfNothing = await Analysis.OfProgramAsync(compilation, isOurs: false);
                var program = await Analysis.OfProgramAsync(compilation, isOurs: true);
                if (i >= WarmUps)
                {
                    times.Add("generator, second run", generator);
                    times.Add("the file, analyzers that do nothing", fileOfNothing.Wall);
                    times.Add("the file, ours", open.Wall);
                    times.Add("the file, own", open.Own);
                    times.Add("the program, analyzers that do nothing", programOfNothing.Wall);
                    times.Add("the program, ours", program.Wall);
                    times.Add("the program, own", program.Own);
                }
            }

            Console.WriteLine($" an edit {name}:");
            times.Print();
        }
    }
}
