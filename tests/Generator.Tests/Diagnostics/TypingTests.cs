using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Diagnostics;

/// <summary>A file as it grows under somebody's hands: at no moment does an analyzer fail, say more than there is, or say what it would not say of a new program.</summary>
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

            [Post] public static async Task<Line> Add([FromBody] Line line, CancellationToken aborted) { await Task.Delay(1, aborted); return line; }
        }
        """,
        """
        public class Outer<T>
        {
            [Controller] public class InnerController { [Get("{id?}")] public string Show(int id) => $"{id}"; }
            public record Nested { [Controller("n")] public sealed record NestedController(ILoggerFactory Logging) { [Get(nameof(Logging))] public string Show() => ""; } }
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
        public abstract class Base<T> { [Before] public void Before(ActionContext c) { } [Get("""raw/{id:regex(^\d{{2}}$)}""")] public string Raw(string id, [AsParameters] Many many) => id; }
        public interface IZ { [Action] string Hidden() => ""; }
        [Controller] public class ClosedController : Base<int> { [After] public void After(Exception? e) { } [Filter<Around>] [Get($"x/{Text}")] public new string Raw(string id) => id; private const string Text = "t" + "u"; }
        public sealed class Many { public int Id { get; set; } [FromHeader] public string? Etag { get; set; } }
        public sealed class Around : IEndpointFilter { public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext c, EndpointFilterDelegate next) => next(c); }
        """");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task It_is_borne(string text)
    {
        const string File = "Typed.cs";
        var compilation = Compilations.Create(Other).AddSyntaxTrees(Compilations.Parse(string.Empty, File));

        // Typed from the start; then with the end of it there already, as behind a cursor.
        string[] moments = [.. Lengths(text).Select(length => text[..length]), .. Lengths(text).Select(length => text[..length] + text[Math.Min(text.Length, length + Step)..])];
        for (var i = 0; i < moments.Length; i++)
        {
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == File), Compilations.Parse(moments[i], File));
            var said = await SaidAsync(compilation);

            Assert.True(!said.Any(one => one.StartsWith("AD", StringComparison.Ordinal)), $"{string.Join("\n", said)}\n{moments[i]}");
            Assert.True(said.Count <= 8, $"{said.Count} at once:\n{string.Join("\n", said)}\n{moments[i]}");
            if (i % 12 == 0)
            {
                Assert.Equal(await SaidAsync(Anew(compilation)), said);
            }
        }
    }

    private static IEnumerable<int> Lengths(string text) => Enumerable.Range(0, (text.Length / Step) + 1).Select(step => step * Step);

    private static async Task<IReadOnlyList<string>> SaidAsync(CSharpCompilation compilation) =>
        [.. (await Analysis.RunAsync(compilation)).Select(one => one.ToString()).Order(StringComparer.Ordinal)];

    private static CSharpCompilation Anew(CSharpCompilation compilation) =>
        compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => Compilations.Parse(tree.ToString(), tree.FilePath)));
}
