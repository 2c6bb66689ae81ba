using System.Runtime.Loader;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Generator.Tests.Links;

/// <summary>A program with every kind of linkable route, which evaluates expressions.</summary>
internal static class LinkedProgram
{
    private const string Controllers = """
        public enum Genre { Novel, Poetry }

        public readonly record struct Isbn(string Digits) : IParsable<Isbn>
        {
            public override string ToString() => Digits;
            public static Isbn Parse(string text, IFormatProvider? culture) => new(text);
            public static bool TryParse(string? text, IFormatProvider? culture, out Isbn isbn)
            {
                isbn = new(text!);
                return text is not null;
            }
        }

        public sealed record Choice(int Id, [property: FromQuery(Name = "name")] string? Title);

        [Controller("books")]
        public static class BookController
        {
            [Get("{id:int}")] public static void Show(int id) { }
            [Get("by-name/{name}")] public static void ByName(string name) { }
            [Get("")] public static Task ListAsync(
                [FromQuery(Name = "tag")] string[] tags, Genre[]? genre, int page = 1) => Task.CompletedTask;
            [Get("search")] public static void Search(
                string q, decimal? max, [FromQuery(Name = "sort")] string? order, [FromHeader(Name = "X-A")] string? header) { }
            [Get("archive/{**path}")] public static void Archive(string? path) { }
            [Get("blob/{*path}")] public static void Blob(string? path) { }
            [Get("page/{number:int=1}/{size:int=20}")] public static void Page(int number, int size) { }
            [Get("file/{name}.{extension?}")] public static void File(string name, string? extension) { }
            [Get("at/{time:datetime}")] public static void At(DateTime time) { }
            [Get("on/{day}")] public static void On(DateOnly day) { }
            [Get("own/{isbn}")] public static void Own(Isbn isbn) { }
            [Get("composite/{id}")] public static void Composite([AsParameters] Choice choice) { }
            [Get("unbound/{id:long}")] public static void Unbound(HttpContext context) { }
            [Get("middle/{page=1}/{name}")] public static void Middle(int page, string name) { }
            [Get("optional/{a?}/{b?}")] public static void Optional(string? a, string? b) { }
            [Get("several/{id:int}"), Get("several/by-name/{name}", Name = "several-by name"), Get("several/other")]
            public static void Several(int? id, string? name) { }
            [Get("edit/{id}")] public static void Edit(int id) { }
            [Post("edit/{id}")] public static void Edit(int id, [FromForm] string title) { }
            [Get("one/{id:int}")] public static void Overloaded(int id) { }
            [Get("two/{id}")] public static void Overloaded(string id) { }
            [Get("three/{id:int}")] public static void Overloaded(int id, HttpContext context) { }
            [Get("class")] public static void @class(int? @event) { }
            [Get] public static void Equals() { }
            [Get("[action]/{id}")] public static void ToString(int id) { }
            [Get("local/{link}")] public static void Local(string link, [FromQuery(Name = "link")] string other) { }
        }

        [Controller]
        public static class LinksController { [Action] public static void Show() { } }

        [Controller("twin")]
        public static class TwinController { [Get("")] public static void Show() { } }

        [Controller("/")]
        public static class RootController
        {
            [Get("")] public static void Index() { }
            [Get("any/{x}")] public static void Any(string x) { }
            [Get("{**rest}")] public static void Everything(string? rest) { }
            [Get("ü x/!+&:{{z}}")] public static void Unusual() { }
        }
        """;

    private const string Twin = """
        namespace Other.Inner;
        [Controller("inner-twin")]
        public static class TwinController { [Get("")] public static void Show() { } }
        """;

    private static readonly Lazy<GeneratorRun> Generated =
        new(() => GeneratorRun.Of(Compilations.Create("LinkedProgram", [], Controllers, Twin, Expressions([]))));

    public static GeneratorRun Run => Generated.Value;

    public static IReadOnlyDictionary<string, Func<string>> Compile(IReadOnlyList<string> expressions)
    {
        using var image = new MemoryStream();
        var emitted = With([.. expressions]).Emit(image);
        Assert.Empty(Compilations.Complaints(emitted.Diagnostics));
        image.Position = 0;
        var linking = new AssemblyLoadContext(Run.Output.AssemblyName).LoadFromStream(image).GetType("Linking")!;
        return expressions.Select((expression, i) => (expression, i)).ToDictionary(
            one => one.expression,
            one => linking.GetMethod($"Link{one.i}")!.CreateDelegate<Func<string>>());
    }

    public static IEnumerable<string> Errors(string expression) => With(expression).GetDiagnostics().Select(diagnostic => diagnostic.Id);

    /// <summary>The generated code does not depend on the expression, so it is generated once.</summary>
    private static Compilation With(params string[] expressions) => Run.Output.ReplaceSyntaxTree(
        Run.Output.SyntaxTrees.Single(tree => tree.FilePath == "Source2.cs"),
        Compilations.Parse(Expressions(expressions), "Source2.cs"));

    private static string Expressions(string[] expressions) => $$"""
        public static class Linking
        {
            {{string.Join('\n', expressions.Select((expression, i) => $"public static string Link{i}() => {expression};"))}}
        }
        """;
}
