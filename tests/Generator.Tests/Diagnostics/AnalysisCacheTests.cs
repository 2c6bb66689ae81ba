using System.Reflection;
using Generator.Tests.Harness;
using Graceful.Generators.Analyzers;
using Graceful.Generators.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Generator.Tests.Diagnostics;

/// <summary>
/// After an edit, the analyzers read exactly the classes that it can affect, and report the diagnostics of a new program.
/// </summary>
public sealed class AnalysisCacheTests
{
    private const string All = "A B C";

    private const BindingFlags Fields =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["Names.cs"] = "public static class Names { public const string First = \"a\"; public const string Full = First + \"/b\"; }",
        ["Root.cs"] = "public abstract class Root { [Get(\"ping\")] public string Ping() => \"\"; }",
        ["A.cs"] = "[Controller(\"a\")] public sealed class AController : Root { [Get(Names.Full)] public string Show() => \"\"; }",
        ["B.cs"] = "[Controller(\"b\")] public static partial class BController { [Get(\"{id:int}\")] " +
            "public static string Show(int id) => $\"{id}\"; }",
        ["B2.cs"] = "public static partial class BController { [Post] public static string Add([FromBody] Book book) => book.Title; }",
        ["C.cs"] = "[Controller(\"c\")] public static class CController { [Get(\"x\")] public static string X() => \"\"; " +
            "[Get(\"k/{key}\")] public static string K(Key key) => \"\"; }",
        ["Book.cs"] = "public sealed record Book(string Title, Author? By);",
        ["Author.cs"] = "public sealed class Author { [System.ComponentModel.DataAnnotations.Required] public string Name { get; " +
            "set; } = \"\"; }",
        ["Key.cs"] = "public readonly struct Key { public static bool TryParse(string text, out Key key) { key = default; " +
            "return text.Length > 0; } }",
        ["Unrelated.cs"] = "public static class Unrelated { public static int Number => 1; }",
    };

    /// <summary>The edited file, its new text, the controllers whose routes are analyzed again, those that are analyzed in full, and the
    /// diagnostics after the edit.</summary>
    public static TheoryData<string, string, string, string, string> Edits => new()
    {
        { "Unrelated.cs", Files["Unrelated.cs"].Replace("=> 1", "=> 2", StringComparison.Ordinal), "", "", "" },
        { "Unrelated.cs", Files["Unrelated.cs"] + " public class Another;", "", "", "" },
        { "New.cs", "namespace Shop { public class Another; }", "", "", "" },
        { "C.cs", Files["C.cs"].Replace("=> \"\"", "=> \"c\"", StringComparison.Ordinal), "C", "C", "" },
        { "C.cs", Files["C.cs"].Replace("Controller(\"c\")", "Controller(\"a\")", StringComparison.Ordinal)
            .Replace("\"x\"", "\"ping\"", StringComparison.Ordinal), "C", "C", "GR0002 GR0002" },
        { "Names.cs", Files["Names.cs"].Replace("\"a\"", "\"c\"", StringComparison.Ordinal), "A", "A", "" },
        { "Names.cs", Files["Names.cs"].Replace("\"/b\"", "\"/{b\"", StringComparison.Ordinal), "A", "A", "GR0001" },
        { "Names.cs", "public static class Names { }", "A", "A", "" },
        { "Root.cs", Files["Root.cs"].Replace("ping", "a/b", StringComparison.Ordinal), "A", "A", "GR0002" },
        { "Root.cs", "public abstract class Root;", "A", "A", "" },
        { "B2.cs", Files["B2.cs"].Replace("[Post]", "[Get(\"{id:int}\")]", StringComparison.Ordinal), "B", "B",
            "GR0002 GR0002 GR0030 GR0033" },
        {
            "B3.cs",
            "public static partial class BController { [Get(\"{number:min(3)}\")] " +
            "public static string More(int number) => $\"{number}\"; }", "B", "B", "GR0012 GR0012"
        },
        { "Book.cs", "public sealed record Book(string Title, System.IO.Stream? By);", "", "B", "" },
        { "Author.cs", Files["Author.cs"].Replace("Required", "Compare(\"Q\")", StringComparison.Ordinal), "", "B", "GR0052" },
        { "Key.cs", "public readonly struct Key;", "", "C", "GR0020" },
        {
            "Json.cs",
            "[System.Text.Json.Serialization.JsonSerializable(typeof(int))] " +
            "public partial class AppJson : System.Text.Json.Serialization.JsonSerializerContext { }", "", "", "GR0034"
        },
        { "Global.cs", "global using Mine;  namespace Mine { public class Nothing; }", All, All, "" },
        { "Get.cs", "public sealed class GetAttribute(string template) : System.Attribute { public string Template => template; }", All,
            All, "" },
        { "Names2.cs", "public static class Unheard { public const string Full = \"z\"; }", "A", "A", "" },
        {
            "D.cs",
            "using Ctl = Graceful.ControllerAttribute; [Ctl(\"c\")] public static class DController { [Get(\"x\")] " +
            "public static string X() => \"\"; }", "D", "D", "GR0002 GR0002"
        },
        { "D.cs", "[Controller(\"c\")] public static class DController { [Get(nameof(Unrelated.X))] public static string Y() => \"\"; }",
            "D", "D", "GR0002 GR0002" },
        {
            "E.cs",
            "public class Outer { [Controller(\"c\")] public class EController { [Get(\"x\")] public string X() => \"\"; } " +
            "public class Generic<T> { [Controller] public class FController; } }", "Outer+E Outer+Generic`1+F",
            "E F", "GR0002 GR0002 GR0004"
        },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task An_edit_reanalyzes_only_the_classes_that_it_can_affect(
        string file, string text, string routes, string analyses, string expected)
    {
        var before = Compile(Files);
        var edited = Apply(before, file, text);
        var (program, then) = (Of(before), Of(edited));
        Assert.Equal(3, program.Routes.Reanalyzed.Count);
        var readBefore = Analyses(program).ToDictionary(one => one.Name, one => one.Analysis, StringComparer.Ordinal);

        Assert.Equal(Names(routes), then.Routes.Reanalyzed.Order(StringComparer.Ordinal));
        Assert.Equal(
            Names(analyses),
            Analyses(then).Where(one => !ReferenceEquals(one.Analysis, readBefore.GetValueOrDefault(one.Name))).Select(one => one.Name)
                .Order(StringComparer.Ordinal));
        Assert.Empty(Of(edited.Clone()).Routes.Reanalyzed);
        var found = await ReportedAsync(edited);
        Assert.Equal(expected, string.Join(" ", found.Select(one => one.Split(' ')[0]).Order(StringComparer.Ordinal)));
        Assert.Equal(await ReportedAsync(Anew(edited)), found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_many_edits_the_diagnostics_are_those_of_a_new_program(int seed)
    {
        var random = new Random(seed);
        var edits = Edits.Select(row => (File: (string)row[0], Text: (string)row[1])).ToArray();
        var compilation = Compile(Files);
        for (var round = 0; round < 20; round++)
        {
            var (file, text) = edits[random.Next(edits.Length)];
            compilation = random.Next(2) == 0
                ? Apply(compilation, file, text)
                : Apply(compilation, file, Files.GetValueOrDefault(file, "// Nothing."));
            var (kept, anew) = (await ReportedAsync(compilation), await ReportedAsync(Anew(compilation)));
            Assert.True(kept.SequenceEqual(anew),
                $"seed {seed}, round {round}, {file}:\n{string.Join("\n", kept)}\ninstead of\n{string.Join("\n", anew)}");
        }
    }

    [Fact]
    public void A_change_of_options_or_references_reanalyzes_everything()
    {
        var compilation = Compile(Files);
        CSharpCompilation[] others =
        [
            compilation,
            compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable)),
            compilation.AddReferences(Compilations.Create("public class Other;").ToMetadataReference()),
            compilation.WithAssemblyName("Another"),
        ];

        Assert.All(others, one => Assert.Equal(3, Of(one).Routes.Reanalyzed.Count));
    }

    /// <summary>A cached symbol would keep its whole compilation in memory.</summary>
    [Fact]
    public void The_cache_holds_nothing_of_a_compilation()
    {
        var program =
            Of(Apply(Compile(Files), "Bad.cs",
                "[Controller(\"a\")] public class BadController { [Get(\"{id:guid}/{x}\")] public async Task<Book> Bad(int id, " +
                "System.Net.IPEndPoint? p) { await Task.Yield(); return new(\"\", null); } [Post(\"{\")] " +
                "public void Worse([System.ComponentModel.DataAnnotations.Range(2, 1)] int i) { } }"));
        var analyses = Analyses(program).Select(one => one.Analysis).ToArray();
        Assert.Contains(analyses, analysis => analysis is { Errors.Count: > 1, Warnings.Count: > 1, Json.Count: > 0 });

        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Assert.All(analyses, analysis => Walk(analysis, nameof(ControllerAnalysis), seen));
        Assert.True(seen.Count > 30, $"only {seen.Count} objects were looked at");
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        Assert.False(value is ISymbol or Compilation or SemanticModel or AttributeData, $"{path} is {value}");
        if (value is null or string or SyntaxTree or DiagnosticDescriptor ||
            value.GetType() is { IsPrimitive: true } or { IsEnum: true } || !seen.Add(value))
        {
            return;
        }

        if (value is System.Collections.IEnumerable items and not ValueType)
        {
            foreach (var item in items)
            {
                Walk(item, path + "[]", seen);
            }

            return;
        }

        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(Fields))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }

    private static AnalyzedProgram Of(Compilation compilation) => AnalyzedProgram.Of(compilation, new AnalyzerOptions([]));

    private static IEnumerable<(string Name, ControllerAnalysis Analysis)> Analyses(AnalyzedProgram program) =>
        program.Declarations.Controllers
        .Select(one => program.Compilation.Assembly.GetTypeByMetadataName(one.Type.MetadataName)!)
        .Select(type => (type.Name, ControllerAnalysis.Of(type, program, CancellationToken.None)));

    private static async Task<IReadOnlyList<string>> ReportedAsync(CSharpCompilation compilation) =>
        [.. (await Analysis.RunAsync(compilation)).Select(one => $"{one.Id} {one.Location.GetLineSpan()} {one.GetMessage(null)}")
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Names(string controllers) =>
        controllers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => name + "Controller");

    private static CSharpCompilation Compile(Dictionary<string, string> files) =>
        Compilations.Create().AddSyntaxTrees(files.Select(file => Compilations.Parse(file.Value, file.Key)));

    private static CSharpCompilation Apply(CSharpCompilation compilation, string file, string text)
    {
        var tree = Compilations.Parse(text, file);
        return compilation.SyntaxTrees.FirstOrDefault(one => one.FilePath == file) is { } old
            ? compilation.ReplaceSyntaxTree(old, tree)
            : compilation.AddSyntaxTrees(tree);
    }

    /// <summary>Returns the same program with new syntax trees.</summary>
    private static CSharpCompilation Anew(CSharpCompilation compilation) =>
        compilation.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => Compilations.Parse(tree.ToString(), tree.FilePath)));
}
