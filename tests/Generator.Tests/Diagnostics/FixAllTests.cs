using Microsoft.CodeAnalysis;

namespace Generator.Tests.Diagnostics;

/// <summary>"Fix all" where several fixes concern one method: the program compiles afterwards.</summary>
public sealed class FixAllTests
{
    [Theory]
    [InlineData("GR0022", "RenameArgument",
        "[Get(\"a/{id:int}\")] public static string A([FromRoute] int number, [FromRoute] int other) => $\"{number}{other}\";",
        "[Get(\"a/{id:int}\")] public static string A([FromRoute] int id, [FromRoute] int other) => $\"{id}{other}\";")]
    [InlineData("GR0030", "RenameArgument",
        "[Get(\"a/{id:int}\"), Get(\"b/{key:int}\")] public static string A(int number) => $\"{number}\";",
        "[Get(\"a/{id:int}\"), Get(\"b/{key:int}\")] public static string A(int id) => $\"{id}\";")]
    [InlineData("GR0030", "RenameArgument",
        "[Get(\"a/{id:int}\")] public static string A(int one) => B(two: one); " +
        "[Get(\"b/{key:int}\")] public static string B(int two) => $\"{two}\";",
        "[Get(\"a/{id:int}\")] public static string A(int id) => B(key: id); " +
        "[Get(\"b/{key:int}\")] public static string B(int key) => $\"{key}\";")]
    [InlineData("GR0030", "AddArgument",
        "[Get(\"{user:int}/{order:guid}\"), Get(\"b/{user:int}\")] public static string A(CancellationToken token) => \"\"; " +
        "[Get(\"c/{id}\")] public static string B() => \"\";",
        "[Get(\"{user:int}/{order:guid}\"), Get(\"b/{user:int}\")] public static string A(int user, Guid order, CancellationToken token) " +
        "=> \"\"; [Get(\"c/{id}\")] public static string B(string id) => \"\";")]
    [InlineData("GR0037", "TakeToken",
        "[Get] public static async Task A() => await Task.Yield(); [Get] public static async Task B() => await A();",
        "[Get] public static async Task A(CancellationToken cancellationToken = default) => await Task.Yield(); " +
        "[Get] public static async Task B(CancellationToken cancellationToken) => await A();")]
    public async Task It_fixes_all_of_a_method(string id, string kind, string before, string after)
    {
        var project = Fixing.Open(In(before));

        var fixedProject = await Fixing.FixAllAsync(project, id, kind);

        Assert.Equal(In(after), await Fixing.TextAsync(fixedProject));
        Assert.Equal(await FixTests.BrokenAsync(project), await FixTests.BrokenAsync(fixedProject));
    }

    /// <summary>As <c>dotnet format</c> does: of a solution, and with a document of one of its projects.</summary>
    [Fact]
    public async Task It_fixes_all_projects_of_a_solution()
    {
        const string Context = "using System.Text.Json.Serialization;\n[JsonSerializable(typeof(int))]\n" +
            "public sealed partial class AppJson : JsonSerializerContext;\n";
        var first = Fixing.Open(Context, "public record Book(int Id);\n" + In("[Get] public static Book A() => new(1);"));
        var second = Fixing.Open(Context, "public record Page(int Id);\n" + In("[Get] public static Page A() => new(1);"));
        var solution = first.Solution.AddProject(ProjectInfo.Create(
            second.Id,
            VersionStamp.Default,
            second.Name,
            second.AssemblyName,
            LanguageNames.CSharp,
            compilationOptions: second.CompilationOptions,
            parseOptions: second.ParseOptions,
            metadataReferences: second.MetadataReferences));
        foreach (var document in second.Documents)
        {
            solution = solution.AddDocument(
                DocumentId.CreateNewId(second.Id), document.Name, await document.GetTextAsync(), filePath: document.FilePath);
        }

        var changed = await Fixing.FixAllAsync(solution, "GR0034", "ListType");

        foreach (var (project, type) in new[] { (first.Id, "Book"), (second.Id, "Page") })
        {
            var text = await Fixing.TextAsync(changed.GetProject(project)!);
            Assert.Contains($"[JsonSerializable(typeof({type}))]", text, StringComparison.Ordinal);
        }
    }

    private static string In(string members) => $"[Controller]\npublic static class XController\n{{\n    {members}\n}}\n";
}
