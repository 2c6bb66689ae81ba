using Microsoft.CodeAnalysis;

namespace Generator.Tests.Diagnostics;

/// <summary>Every code fix: the code before and after. The fix removes the diagnostic and adds no compiler error.</summary>
public sealed class FixTests
{
    private const string Context =
        "using System.Text.Json.Serialization;\n\n[JsonSerializable(typeof(int))]\n" +
        "public sealed partial class AppJson : JsonSerializerContext\n{\n}\n";
    private const string ContextAfter =
        "using System.Text.Json.Serialization;\n\n[JsonSerializable(typeof(int))]\n[JsonSerializable(typeof(Book))]\n" +
        "public sealed partial class AppJson : JsonSerializerContext\n{\n}\n";

    public static TheoryData<string, string, string, string> Fixes => new()
    {
        { "GR0003", "AddController", "// Mine.\npublic class XController\n{\n    [Get] public string A() => \"\";\n}\n",
            "// Mine.\n[Controller]\npublic class XController\n{\n    [Get] public string A() => \"\";\n}\n" },
        { "GR0003", "AddController",
            "using Microsoft.AspNetCore.Mvc;\n[Tags(\"a\")]\npublic class XController\n{\n    [Action] public string A() => \"\";\n}\n",
            "using Microsoft.AspNetCore.Mvc;\n[Tags(\"a\")]\n[Controller]\npublic class XController\n{\n    [Action] " +
            "public string A() => \"\";\n}\n" },
        { "GR0022", "RenameInRoute", In("[Get(\"a/{key:int}\")] public static string A([FromRoute] int id) => $\"{id}\";"),
            In("[Get(\"a/{id:int}\")] public static string A([FromRoute] int id) => $\"{id}\";") },
        { "GR0022", "RenameArgument", In("[Get(\"a/{key:int}\")] public static string A([FromRoute] int id) => $\"{id}\";"),
            In("[Get(\"a/{key:int}\")] public static string A([FromRoute] int key) => $\"{key}\";") },
        { "GR0030", "RenameInRoute",
            In("[Get(@\"a/{**key}\"), Get(@\"b/{id?}\")] public static string A(string? number) => \"\" + number;"),
            In("[Get(@\"a/{**key}\"), Get(@\"b/{number?}\")] public static string A(string? number) => \"\" + number;") },
        { "GR0030", "RenameArgument", In("[Get(\"b/{id:int}\")] public static string A(int number) => $\"{number}\";"),
            In("[Get(\"b/{id:int}\")] public static string A(int id) => $\"{id}\";") },
        { "GR0030", "AddArgument", In("[Get(\"b/{id:guid}\")] public static string A() => \"\";"),
            In("[Get(\"b/{id:guid}\")] public static string A(Guid id) => \"\";") },
        { "GR0030", "AddArgument",
            In("[Get(\"{a}/{id:min(1)?}\")] public static string A(string a, int b = 1, CancellationToken c = default) => $\"{a}{b}\";"),
            In("[Get(\"{a}/{id:min(1)?}\")] public static string A(string a, long? id, int b = 1, CancellationToken c = default) " +
                "=> $\"{a}{b}\";") },
        { "GR0030", "AddArgument",
            In("private const string T = \"b/{class:datetime}\"; [Get(T)] public static string A(CancellationToken c) => \"\";"),
            In("private const string T = \"b/{class:datetime}\"; [Get(T)] public static string A(DateTime @class, " +
                "CancellationToken c) => \"\";") },
        { "GR0031", "WriteConstraint", In("[Get(\"b/{id:int:required}\")] public static string A(Guid id) => $\"{id}\";"),
            In("[Get(\"b/{id:guid:required}\")] public static string A(Guid id) => $\"{id}\";") },
        { "GR0032", "MakeNullable", In("[Get(\"b/{id?}\")] public static string A(int id) => $\"{id}\";"),
            In("[Get(\"b/{id?}\")] public static string A(int? id) => $\"{id}\";") },
        { "GR0032", "MakeNullable",
            In("[Get(\"b/{id?}\")] public static string A([AsParameters] P p) => $\"{p}\"; public sealed record P(int Id);"),
            In("[Get(\"b/{id?}\")] public static string A([AsParameters] P p) => $\"{p}\"; public sealed record P(int? Id);") },
        { "GR0032", "MakeNullable",
            In("[Get(\"b/{id?}\")] public static string A([AsParameters] P p) => $\"{p}\"; public sealed class P { public string Id { " +
                "get; set; } = \"\"; }"),
                In("[Get(\"b/{id?}\")] public static string A([AsParameters] P p) => $\"{p}\"; " +
                    "public sealed class P { public string? Id { get; set; } = \"\"; }") },
        { "GR0034", "ListType", "public record Book(int Id);\n" + In("[Get] public static Book A() => new(1);") + "\n---\n" + Context,
            "public record Book(int Id);\n" + In("[Get] public static Book A() => new(1);") + "\n---\n" + ContextAfter },
        { "GR0035", "WriteOurs", In("[Microsoft.AspNetCore.Mvc.HttpGet(\"a\", Name = \"n\")] public static string A() => \"\";"),
            In("[Get(\"~/a\", Name = \"n\")] public static string A() => \"\";") },
        {
            "GR0035", "WriteOurs",
            "[Controller(\"api/[controller]\")]\npublic static class XController\n{\n    [Microsoft.AspNetCore.Mvc.HttpGet] " +
            "public static string A() => \"\";\n}\n",
            "[Controller(\"api/[controller]\")]\npublic static class XController\n{\n    [Get(\"\")] public static string A() => \"\";\n}\n"
        },
        {
            "GR0035", "WriteOurs",
            "[Controller(\"a\")]\npublic static class XController\n{\n    [Microsoft.AspNetCore.Mvc.HttpPost(Name = \"n\")] " +
            "public static string A() => \"\";\n}\n",
            "[Controller(\"a\")]\npublic static class XController\n{\n    [Post(\"\", Name = \"n\")] public static string A() => \"\";\n}\n"
        },
        {
            "GR0035", "WriteOurs",
            "[Controller(\"a/[action]\")]\npublic static class XController\n{\n    [Microsoft.AspNetCore.Mvc.HttpGet] " +
            "public static string A() => \"\";\n}\n",
            "[Controller(\"a/[action]\")]\npublic static class XController\n{\n    [Get] public static string A() => \"\";\n}\n"
        },
        { "GR0035", "WriteOurs", In("[Microsoft.AspNetCore.Mvc.HttpGet] public static string A() => \"\";"),
            In("[Get] public static string A() => \"\";") },
        { "GR0035", "WriteOurs", In("[Microsoft.AspNetCore.Mvc.Route(\"a\")] public static string A() => \"\";"),
            In("[Action(\"~/a\")] public static string A() => \"\";") },
        { "GR0035", "WriteOurs", "[Controller]\n[Microsoft.AspNetCore.Mvc.Route(\"a/[controller]\")]\npublic static class X\n{\n}\n",
            "[Controller(\"a/[controller]\")]\npublic static class X\n{\n}\n" },
        { "GR0035", "RemoveNeedless",
            "/// <summary>Mine.</summary>\n[Microsoft.AspNetCore.Mvc.ApiController]\n[Controller]\npublic static class X\n{\n}\n",
            "/// <summary>Mine.</summary>\n[Controller]\npublic static class X\n{\n}\n" },
        { "GR0035", "RemoveNeedless", In("[Microsoft.AspNetCore.Mvc.NonAction] public static string A() => \"\";"),
            In("public static string A() => \"\";") },
        {
            "GR0036", "Remove",
            In(
                "[Get, Microsoft.AspNetCore.Authorization.Authorize, Microsoft.AspNetCore.Authorization.AllowAnonymous] " +
                "public static string A() => \"\";"),
                In("[Get, Microsoft.AspNetCore.Authorization.AllowAnonymous] public static string A() => \"\";")
        },
        { "GR0036", "RemoveUndoing",
            In(
                "[Get, Microsoft.AspNetCore.Authorization.Authorize, Microsoft.AspNetCore.Authorization.AllowAnonymous] " +
                "public static string A() => \"\";"),
                In("[Get, Microsoft.AspNetCore.Authorization.Authorize] public static string A() => \"\";") },
        { "GR0037", "TakeToken", In("[Get] public static async Task A() => await Task.Yield();"),
            In("[Get] public static async Task A(CancellationToken cancellationToken) => await Task.Yield();") },
        { "GR0037", "TakeToken", In("[Get] public static async Task A(int a = 1) => await Task.Yield();"),
            In("[Get] public static async Task A(int a = 1, CancellationToken cancellationToken = default) => await Task.Yield();") },
        { "GR0037", "TakeToken", In("[Get] public static async IAsyncEnumerable<int> A(int a) { await Task.Yield(); yield return a; }"),
            In("[Get] public static async IAsyncEnumerable<int> A(int a, [System.Runtime.CompilerServices.EnumeratorCancellation] " +
                "CancellationToken cancellationToken) { await Task.Yield(); yield return a; }") },
        { "GR0037", "TakeToken", In("[Get] public static async Task A(params int[] a) { var cancellationToken = a; await Task.Yield(); }"),
            In("[Get] public static async Task A(CancellationToken aborted, params int[] a) { var cancellationToken = a; " +
                "await Task.Yield(); }") },
        { "GR0037", "TakeToken",
            In("[Get] public static async Task A(int a) => await Task.Yield(); /// <see cref=\"A\"/>\n" +
                "public static Task B() => XController.A(1);"),
            In("[Get] public static async Task A(int a, CancellationToken cancellationToken = default) => await Task.Yield(); " +
                "/// <see cref=\"A\"/>\npublic static Task B() => XController.A(1);") },
        { "GR0030", "RenameInRoute",
            In("[Get(\"\\U0001F600\\u00e9\\x41/{id:int}\")] public static string A(int number) => $\"{number}\";"),
            In("[Get(\"\\U0001F600\\u00e9\\x41/{number:int}\")] public static string A(int number) => $\"{number}\";") },
        { "GR0035", "WriteOurs",
            In("[Microsoft.AspNetCore.Mvc.HttpGet(template: \"~/a\", Name = \"n\")] public static string A() => \"\";"),
            In("[Get(\"~/a\", Name = \"n\")] public static string A() => \"\";") },
        { "GR0035", "WriteOurs", "[Controller]\n[Microsoft.AspNetCore.Mvc.Route(template: \"a\")]\npublic static class X\n{\n}\n",
            "[Controller(\"a\")]\npublic static class X\n{\n}\n" },
        { "GR0030", "AddArgument", In("[Get(\"b/{id:int}\")] public static string A(params string[] a) => \"\";"),
            In("[Get(\"b/{id:int}\")] public static string A(int id, params string[] a) => \"\";") },
        { "GR0040", "Remove", In("[Get(\"a\"), Get(\"a\")] public static string A() => \"\";"),
            In("[Get(\"a\")] public static string A() => \"\";") },
    };

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task It_fixes(string id, string kind, string before, string after)
    {
        var project = Fixing.Open([.. before.Split("\n---\n").Reverse()]);
        var fixedProject = await Fixing.FixAsync(project, id, kind);

        Assert.Equal(string.Join("\n---\n", after.Split("\n---\n").Reverse()), await Fixing.TextAsync(fixedProject));
        Assert.DoesNotContain(await Fixing.DiagnosticsAsync(fixedProject), diagnostic => diagnostic.Id == id);
        Assert.Equal(await BrokenAsync(project), await BrokenAsync(fixedProject));
    }

    [Fact]
    public async Task A_context_is_added_where_there_is_none()
    {
        const string Source = "namespace Shop\n{\n    public static class Dates\n    {\n    }\n}\n";
        var project = Fixing.Open(Source);
        var fixedSolution = await Graceful.CodeFixes.JsonContextFix.ListAsync(project.Documents.Last(),
            ["global::System.DateTime", "global::System.Collections.Generic.List<int>"], CancellationToken.None);

        var text = await Fixing.TextAsync(fixedSolution.GetProject(project.Id)!);
        Assert.Contains("JsonSerializable(typeof(DateTime))]", text, StringComparison.Ordinal);
        Assert.Contains("JsonSerializable(typeof(List<int>))]", text, StringComparison.Ordinal);
        Assert.Contains("internal sealed partial class AppJson : System.Text.Json.Serialization.JsonSerializerContext;", text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GR0034", "ListType")]
    [InlineData("GR0035", "WriteOurs")]
    [InlineData("GR0037", "TakeToken")]
    [InlineData("GR0040", "Remove")]
    public async Task It_fixes_all_at_once(string id, string kind)
    {
        const string Source = """
            public record Book(int Id);
            public record Page(int Id);
            [Controller] public static class XController
            {
                [Get("a"), Get("a")] public static async Task<Book> A() { await Task.Yield(); return new(1); }
                [Post("b"), Post("b")] public static async Task<Page> B(Book? book) { await Task.Yield(); return new(1); }
                [Microsoft.AspNetCore.Mvc.HttpGet("c")] public static string C() => "";
                [Microsoft.AspNetCore.Mvc.HttpPost("d")] public static string D() => "";
            }
            """;
        var project = Fixing.Open(Context, Source);
        var found = (await Fixing.DiagnosticsAsync(project)).Count(diagnostic => diagnostic.Id == id);
        Assert.True(found > 1, $"{id} is there {found} times.");

        var fixedProject = await Fixing.FixAllAsync(project, id, kind);

        Assert.DoesNotContain(await Fixing.DiagnosticsAsync(fixedProject), diagnostic => diagnostic.Id == id);
        Assert.Equal(await BrokenAsync(project), await BrokenAsync(fixedProject));
    }

    [Theory]
    [InlineData("GR0037", "public interface IX { Task A(); } [Controller] public class XController : IX { [Get] " +
        "public async Task A() => await Task.Yield(); }")]
    [InlineData("GR0037", "public abstract class Base { public abstract Task A(); } [Controller] public class XController : Base { [Get] " +
        "public override async Task A() => await Task.Yield(); }")]
    [InlineData("GR0037", "[Controller] public static class XController { [Get] public static async Task A() => await Task.Yield(); " +
        "public static Task A(CancellationToken cancellation) => A(); }")]
    [InlineData("GR0037", "[Controller] public static class XController { [Get] public static async Task A(\n#if true\nint a\n#endif\n) " +
        "=> await Task.Yield(); }")]
    [InlineData("GR0037", "[Controller] public static class XController { [Get] public static async Task A() => await Task.Yield(); " +
        "public static Func<Task> B => A; }")]
    [InlineData("GR0037", "[Controller] public static class XController { [Get] public static async Task A(params int[] a) => " +
        "await Task.Yield(); public static Task B() => A(1); }")]
    [InlineData("GR0030", "[Controller] public static class XController { [Get(\"{id}\")] public static string A() => \"\"; }",
        "public static class Caller { public static string A() => XController.A(); }")]
    [InlineData("GR0032", "[Controller] public static class XController { [Get(\"{id?}\")] public static string A(int id) => B(id); " +
        "private static string B(int id) => $\"{id}\"; }")]
    [InlineData("GR0032", "[Controller] public static class XController { [Get(\"{id?}\")] public static string A([AsParameters] P p) " +
        "=> $\"{p}\"; } public sealed record P(int Id);", "public static class Caller { public static int A(P p) => p.Id; }")]
    [InlineData("GR0003", "public record struct X { [Get] public string A() => \"\"; }")]
    [InlineData("GR0030", "[Controller] public static class XController { [Get(\"{id}\")] public static string A() { var id = \"\"; " +
        "return id; } }")]
    [InlineData("GR0030", "public interface IX { string A(); } [Controller] public class XController : IX { [Get(\"{id}\")] " +
        "public string A() => \"\"; }")]
    [InlineData("GR0032", "public interface IX { string A(int id); } [Controller] public class XController : IX { [Get(\"{id?}\")] " +
        "public string A(int id) => $\"{id}\"; }")]
    [InlineData("GR0032", "[Controller] public static class XController { [Get(\"{id?}\")] " +
        "public static string A([AsParameters] P p) => $\"{p}\"; }", "public sealed record P(int Id);")]
    [InlineData("GR0022",
        "[Controller] public static class XController { [Get(\"{a}/{b}\")] public static string A([FromRoute] int id) => $\"{id}\"; }")]
    [InlineData("GR0035", "[Controller] public static class XController { [Post, Microsoft.AspNetCore.Mvc.ValidateAntiForgeryToken] " +
        "public static string A() => \"\"; }")]
    [InlineData("GR0035", "[Controller(\"a\"), Microsoft.AspNetCore.Mvc.Route(\"b\")] public static class XController { }")]
    [InlineData("GR0031",
        "[Controller] public static class XController { [Get(\"{id:min(300)}\")] public static string A(byte id) => $\"{id}\"; }")]
    public async Task It_is_not_offered_where_the_right_change_is_unknown(string id, string source, string another = "") =>
        Assert.Empty(await Fixing.OffersAsync(Fixing.Open(another, source).Documents.Last(), id));

    [Fact]
    public async Task A_class_in_several_parts_is_marked_once()
    {
        var project = Fixing.Open(
            "public partial class X { [Get] public string C() => \"\"; }",
            "public partial class X { [Get] public string A() => \"\"; }\npublic partial class X { [Get] public string B() => \"\"; }");

        var fixedProject = await Fixing.FixAllAsync(project, "GR0003", "AddController");

        Assert.Empty(await Fixing.DiagnosticsAsync(fixedProject));
        Assert.Empty(await BrokenAsync(fixedProject));
    }

    /// <summary>Returns the compiler errors and warnings, without those of a JSON context whose generator has not run.</summary>
    internal static async Task<IReadOnlyList<string>> BrokenAsync(Project project) =>
    [
        .. (await project.GetCompilationAsync())!.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning &&
                diagnostic.Id is not ("CS1591" or "CS0534" or "CS7036"))
            .Select(diagnostic => diagnostic.ToString()),
    ];

    private static string In(string members) => $"[Controller]\npublic static class XController\n{{\n    {members}\n}}\n";
}
