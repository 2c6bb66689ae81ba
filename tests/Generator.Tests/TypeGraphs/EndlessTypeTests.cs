using Generator.Tests.Diagnostics;
using Generator.Tests.Harness;

namespace Generator.Tests.TypeGraphs;

/// <summary>
/// Types that hold themselves, or lead to ever larger types. Each compiles, or is one error that names the member: neither the
/// generator nor an analyzer overflows the stack or runs without end.
/// </summary>
public sealed class EndlessTypeTests
{
    /// <summary>Types that C# accepts, with the type <c>Root</c>.</summary>
    public static TheoryData<string> Finite => new(
        "public sealed class Root : List<Root> { }",
        "public class Root : List<Other> { } public class Other : List<Root> { }",
        "public class Root : List<Root[]> { public Root? Parent { get; set; } }",
        "public class Root : Dictionary<string, Root> { }",
        "public class Root : Dictionary<string, List<Root>> { [Required] public string? Name { get; set; } }",
        "public class Root { public Root? Next { get; set; } public List<Root>? All { get; set; } " +
        "public Dictionary<string, Root[]>? Map { get; set; } }",
        "public class Root : IEnumerable<IEnumerable<Root>> { public IEnumerator<IEnumerable<Root>> GetEnumerator() => null!; " +
            "System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null!; }",
        "public class Root { public Node<int>? Node { get; set; } } public class Node<T> { public Node<T>? Next { get; set; } [Required] " +
        "public T? Value { get; set; } }",
        "public record Root([property: MinLength(1)] List<Root>? Items);",
        "public struct Root { public List<Root>? Items { get; set; } [MaxLength(3)] public Root[]? Array { get; set; } }",
        "[JsonDerivedType(typeof(Leaf))] public class Root { public Root? Next { get; set; } } public class Leaf : Root { [Required] " +
        "public string? Text { get; set; } }");

    /// <summary>Types that only the runtime can make, one at a time.</summary>
    public static TheoryData<string, string> Endless => new()
    {
        {
            "public class Root : Node<int> { } public class Node<T> { public T? Value { get; set; } " +
            "public Node<List<T>>? Next { get; set; } }", "'Node<T>.Next' is a 'Node<System.Collections.Generic.List<T>>?'"
        },
        {
            "public class Root { public Node<int>? First { get; set; } } public class Node<T> { [Required] public string? Text { get; " +
            "set; } public Node<T[]>? Next { get; set; } }", "'Node<T>.Next'"
        },
        { "public class Root { public Node<int>? First { get; set; } } public class Node<T> { public Node<(T, T)>? Pair { get; set; } }",
            "'Node<T>.Pair'" },
        { "public class Root { public Node<int>? First { get; set; } } public class A<T> { } public class B<T> { } " +
            "public class Node<T> { public Node<A<T>>? Left { get; set; } public Node<B<T>>? Right { get; set; } }", "'Node<T>.Left'" },
        {
            "public class Root { public Outer<int>.Inner? First { get; set; } } public class Outer<T> { public class Inner { " +
            "public Outer<Inner>.Inner? Next { get; set; } } }", "'Outer<T>.Inner.Next'"
        },
        { "public record Root(Node<int>? First); public record Node<T>(Node<Dictionary<string, T>>? Next);", "Next' is a 'Node<" },
        { "public class Root { public Node<int>? First { get; set; } } public class Node<T> : List<Node<List<T>>> { }", "'Node<T>'" },
    };

    [Theory]
    [MemberData(nameof(Finite))]
    public async Task A_type_that_holds_itself_compiles(string types)
    {
        foreach (var source in Programs(types))
        {
            var run = GeneratorRun.Of(source);

            Assert.Empty((await Analysis.RunAsync(source)).Select(diagnostic => diagnostic.ToString()));
            Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()).Select(complaint => complaint.ToString()));
            Assert.Contains("/x", string.Concat(run.Files.Values), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Finite))]
    public async Task A_form_of_such_a_type_compiles_or_is_an_error(string types)
    {
        var source = Program(types, "[Post(\"\")] public static string Add([FromForm] Root root) => \"\";");
        var run = GeneratorRun.Of(source);

        var errors = await Analysis.RunAsync(source);
        Assert.True(errors.Count <= 1, string.Join("\n", errors));
        Assert.All(errors, error => Assert.Equal("GR0020", error.Id));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()).Select(complaint => complaint.ToString()));
    }

    [Theory]
    [MemberData(nameof(Endless))]
    public async Task Types_without_end_are_one_error_that_names_the_member(string types, string member)
    {
        foreach (var source in Bound.Select(action => Program(types, action)))
        {
            var run = GeneratorRun.Of(source);

            var error = Assert.Single(await Analysis.RunAsync(source));
            Assert.Equal("GR0027", error.Id);
            Assert.Contains(member, error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()).Select(complaint => complaint.ToString()));
            Assert.DoesNotContain("\"/x\"", string.Concat(run.Files.Values), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Endless))]
    public async Task Types_without_end_may_be_returned_and_covered_by_a_context(string types, string member)
    {
        _ = member;
        var source = Program(
            types + " [JsonSerializable(typeof(Root))] public partial class Context : JsonSerializerContext { " +
                "public Context() : base(null) { } protected override System.Text.Json.JsonSerializerOptions? " +
                "GeneratedSerializerOptions => null; " +
                "public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null; }",
            "[Get(\"\")] public static Root Show() => null!;");
        var run = GeneratorRun.Of(source);

        Assert.Empty((await Analysis.RunAsync(source)).Select(diagnostic => diagnostic.ToString()));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()).Select(complaint => complaint.ToString()));
    }

    private static string[] Bound =>
    [
        "[Post(\"\")] public static string Add([FromBody] Root root) => \"\";",
        "[Post(\"\")] public static string Add([FromForm] Root root) => \"\";",
    ];

    private static IEnumerable<string> Programs(string types) =>
    [
        Program(types, "[Post(\"\")] public static string Add([FromBody] Root root) => \"\";"),
        Program(types, "[Post(\"\")] public static string Add([FromBody] List<Dictionary<string, Root>> root) => \"\";"),
        Program(types, "[Get(\"\")] public static Root Show() => default!;"),
    ];

    private static string Program(string types, string action) => $$"""
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json.Serialization;

        {{types}}

        [Controller("x")]
        public static class XController
        {
            {{action}}
        }
        """;
}
