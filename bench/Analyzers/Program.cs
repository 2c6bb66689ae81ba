using System.Diagnostics;
using System.Globalization;
using Graceful.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Analyzers.Bench;

/// <summary>Measures the analyzers after one edit in a program of many routes.</summary>
internal static class Program
{
    private const int WarmUps = 1;
    private const int Measured = 5;

    public static async Task<int> Main(string[] args)
    {
        Console.WriteLine($"ms after one edit, median of {Measured} (least to most); 'alone' is what runs in the analyzers, " +
            $"with what they make the compiler do");
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
        var number = 0;
        foreach (var (name, file, edit) in ManyRoutes.Edits)
        {
            var times = new Times();
            for (var i = 0; i < WarmUps + Measured; i++)
            {
                // Each measurement follows a separate edit, so that nothing is cached. The program has no generated code: the compiler's
                // work on it would dominate the result.
                (compilation, var edited) = ManyRoutes.Apply(compilation, file, edit, number++);
                var fileOfNothing = await Analysis.OfFileAsync(compilation, edited, isOurs: false);
                var open = await Analysis.OfFileAsync(compilation, edited, isOurs: true);
                (compilation, _) = ManyRoutes.Apply(compilation, file, edit, number++);
                var programOfNothing = await Analysis.OfProgramAsync(compilation, isOurs: false);
                var program = await Analysis.OfProgramAsync(compilation, isOurs: true);
                if (i >= WarmUps)
                {
                    times.Add("the file, analyzers that do nothing", fileOfNothing.Wall);
                    times.Add("the file, ours", open.Wall);
                    times.Add("the file, ours alone", open.Own);
                    times.Add("the program, analyzers that do nothing", programOfNothing.Wall);
                    times.Add("the program, ours", program.Wall);
                    times.Add("the program, ours less those", program.Wall - programOfNothing.Wall);
                    times.Add("the program, ours alone", program.Own);
                }
            }

            Console.WriteLine($" an edit {name}:");
            times.Print();
        }

        await MeasureGeneratedAsync(compilation, number);
    }

    /// <summary>Measures the file again, with the generated code, as in an editor.</summary>
    private static async Task MeasureGeneratedAsync(CSharpCompilation compilation, int number)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(new RouteGenerator().AsSourceGenerator());
        var (_, file, edit) = ManyRoutes.Edits[0];
        var times = new Times();
        for (var i = 0; i < WarmUps + Measured; i++)
        {
            (compilation, var edited) = ManyRoutes.Apply(compilation, file, edit, number++);
            var start = Stopwatch.GetTimestamp();
            driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
            var generator = Stopwatch.GetElapsedTime(start);

            // The first query pays for the compiler's work on the generated files.
            var nothing = await Analysis.OfFileAsync(output, edited, isOurs: false);
            var open = await Analysis.OfFileAsync(output, edited, isOurs: true);
            if (i >= WarmUps)
            {
                times.Add("generator, second run", generator);
                times.Add("the file, analyzers that do nothing", nothing.Wall);
                times.Add("the file, ours", open.Wall);
                times.Add("the file, ours alone", open.Own);
            }
        }

        Console.WriteLine(" with what is generated, an edit in the body of an action:");
        times.Print();
    }
}
