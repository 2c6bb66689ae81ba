using Generator.Tests.Harness;

namespace Generator.Tests.Diagnostics;

/// <summary>Incomplete code in an editor must not fail the analyzers or the generator.</summary>
public sealed class BrokenCodeTests
{
    private const int Rounds = 40;

    private static readonly string[] Typed = ["{", "}", "[", "]", "(", ")", "<", ">", "\"", "?", ":", "*", ",", "@", "$", "\"\"\"",
        "typeof(", "[Get(", "[Controller(", "{**", "{id:", "class ", "null", "\\"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Broken_code_fails_neither_analyzers_nor_generator(int seed)
    {
        var random = new Random(seed);
        string[] sources =
        [
            .. Directory.GetFiles(Path.Combine(Project.Root, "samples"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) &&
                    Path.GetFileName(file) != "Program.cs")
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText),
            string.Join("\n", AdviceTests.Firing.Take(8 * seed)
                .Select((row, i) => Marked.Of((string)row[1]).Text.Replace("XController", $"X{i}Controller", StringComparison.Ordinal))),
        ];
        Assert.True(sources.Length > 10, "The samples are not where they were.");
        var whole = Compilations.Create(sources);
        var trees = whole.SyntaxTrees.Skip(1).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var victim = random.Next(trees.Length);
            var broken = Break(sources[victim], random);
            var compilation = whole.ReplaceSyntaxTree(trees[victim], Compilations.Parse(broken, trees[victim].FilePath));

            var failed = (await Analysis.RunAsync(compilation)).FirstOrDefault(diagnostic => diagnostic.Id == "AD0001");
            Assert.True(failed is null, $"seed {seed}, round {round}: {failed}\n{broken}");
            if (round % 4 == 0)
            {
                GeneratorRun.Of(compilation);
            }
        }
    }

    /// <summary>Truncates the text, removes a part, or inserts a wrong token.</summary>
    private static string Break(string source, Random random)
    {
        for (var wounds = random.Next(1, 4); wounds > 0 && source.Length > 1; wounds--)
        {
            var place = random.Next(source.Length);
            source = random.Next(4) switch
            {
                0 => source[..place],
                1 => source.Remove(place, Math.Min(random.Next(1, 12), source.Length - place)),
                2 => source.Insert(place, Typed[random.Next(Typed.Length)]),
                _ => source.Insert(place, source.Substring(random.Next(source.Length / 2), Math.Min(40, source.Length / 2))),
            };
        }

        return source;
    }
}
