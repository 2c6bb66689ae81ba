using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Diagnostics;

/// <summary>
/// A file while it is typed: at no position does an analyzer fail, report many diagnostics, or differ from the analysis of a new program.
/// </summary>
public sealed class TypingTests
{
    private const int Step = 17;

    private const string Other = """
        namespace Shop;
        public static partial class OrderController { [Get("part/{id:int}")] public static string Part(int id) => $"{id}"; }
        public sealed record Line(string Book, int Count);
        """;

    public static TheoryData<string> Files => new(
        """
        namespace Shop;

        [Controller("orders")]
        public static partial class OrderController
        {
            [Get("{id:int}", Name = "order"), Get("by/{id:int=5}")]
            public static string Show([FromRoute] int id, [FromQuery(Name = "page")] int? page) => $"{id} {page}";

            [Post] public static async Task<Line> Add([FromBody] Line line, CancellationToken aborted)
            {
                await Task.Delay(1, aborted);
                return line;
            }
        }
        """,
        """
        public class Outer<T>
        {
            [Controller] public class InnerController { [Get("{id?}")] public string Show(int id) => $"{id}"; }
            public record Nested
            {
                [Controller("n")] public sealed record NestedController(ILoggerFactory Logging)
                {
                    [Get(nameof(Logging))] public string Show() => "";
                }
            }
        }
        [Controller("x")] public class GenericController<T> where T : class { [Get] public T? Show() => null; }
        [Controller("y")] file class LocalController { [Get] public string Show() => ""; }
        """,
        """
        #if DEBUG
        [Controller("debug")]
        #else
        [Controller("release")]
        #endif
        public static class SwitchedController
        {
        #if DEBUG
            [Get("{a}/{b")]
        #elif OTHER
            [Get("{**c}")]
        #endif
            [Get("a/{id:range(1,5)}")] public static string Show(long id) => $"{id}";
            #pragma warning disable GR0030
            [Get("b/{id}")] public static string B() => "";
        }
        """,
        """"
        [Controller("z")] public abstract class ZController<TSelf> : Base<TSelf>, IZ { }
        public abstract class Base<T>
        {
            [Before] public void Before(RequestContext c) { }
            [Get("""raw/{id:regex(^\d{{2
        }}$)}""")] public string Raw(string id, [AsParameters] Many many) => id; }
        public interface IZ { [Action] string Hidden() => ""; }
        [Controller] public class ClosedController : Base<int>
        {
            [After] public void After(Exception? e) { }
            [Filter<Around>] [Get($"x/{Text}")] public new string Raw(string id) => id;
            private const string Text = "t" + "u";
        }
        public sealed class Many { public int Id { get; set; } [FromHeader] public string? Etag { get; set; } }
        public sealed class Around : IEndpointFilter
        {
            public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext c, EndpointFilterDelegate next) => next(c);
        }
        """");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task No_analyzer_fails_while_a_file_is_typed(string text)
    {
        const string File = "Typed.cs";
        var compilation = Compilations.Create(Other).AddSyntaxTrees(Compilations.Parse(string.Empty, File));

        // Without the text after the cursor, then with it.
        string[] moments = [.. Lengths(text).Select(length => text[..length]),
            .. Lengths(text).Select(length => text[..length] + text[Math.Min(text.Length, length + Step)..])];
        for (var i = 0; i < moments.Length; i++)
        {
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == File),
                Compilations.Parse(moments[i], File));
            var reported = await ReportedAsync(compilation);

            Assert.True(!reported.Any(one => one.Contains("AD0001", StringComparison.Ordinal)),
                $"{reported.FirstOrDefault(one => one.Contains("AD0001", StringComparison.Ordinal))}\n{moments[i]}");
            Assert.True(reported.Count <= 8, $"{reported.Count} at once:\n{string.Join("\n", reported)}\n{moments[i]}");
            if (i % 12 == 0)
            {
                Assert.Equal(await ReportedAsync(Anew(compilation)), reported);
            }
        }
    }

    /// <summary>A declaration without a name has an empty name.</summary>
    [Theory]
    [InlineData("[Controller] public class { [Get] public string A() => \"\"; }")]
    [InlineData("[Controller] public static class XController { [Get] public static string () => \"\"; }")]
    [InlineData("[Controller] public static class XController { [Get(\"{id}\")] public static string A(int ) => \"\"; }")]
    [InlineData("[Controller] public static class XController { [Get] public static string A([AsParameters] P p) => \"\"; } " +
        "public record P(int , string);")]
    [InlineData("[Controller(")]
    [InlineData("[Controller] public static class XController { [Get(\"")]
    [InlineData("namespace ; [Controller] public static class XController { [Get")]
    public async Task A_declaration_without_a_name_is_skipped(string source)
    {
        var run = GeneratorRun.Of(Compilations.Create(source));

        Assert.DoesNotContain(await Analysis.RunAsync((CSharpCompilation)run.Output),
            one => one.Id.StartsWith("AD", StringComparison.Ordinal));
    }

    private static IEnumerable<int> Lengths(string text) => Enumerable.Range(0, (text.Length / Step) + 1).Select(step => step * Step);

    private static async Task<IReadOnlyList<string>> ReportedAsync(CSharpCompilation compilation) =>
        [.. (await Analysis.RunAsync(compilation)).Select(one => one.ToString()).Order(StringComparer.Ordinal)];

    private static CSharpCompilation Anew(CSharpCompilation compilation) =>
        compilation.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => Compilations.Parse(tree.ToString(), tree.FilePath)));
}
