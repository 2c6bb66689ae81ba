using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Analyzers.Bench;

/// <summary>
/// A program of many routes: one controller per file, all with one base class, each with its own type that it reads as JSON.
/// </summary>
internal static class ManyRoutes
{
    private const int RoutesPerController = 10;

    /// <summary>The edits by their name in the report: the names of the edited files, and the new text of one.</summary>
    public static readonly IReadOnlyList<(string Name, string File, Func<string, int, string> Edit)> Edits =
    [
        ("in the body of an action", "R", (text, edit) => text.Replace("=> \"", $"=> \"{edit}", StringComparison.Ordinal)),
        ("in a template", "R", (text, edit) => text.Replace("\"list0", $"\"list{edit}x0", StringComparison.Ordinal)),
        ("in a type that is read as JSON", "Item",
            (text, edit) => text.Replace("(int Id", $"(int Id, int More{edit}", StringComparison.Ordinal)),
        ("that adds a class", "R", (text, edit) => $"{text} public static class New{edit} {{ }}"),
        ("in the base of all controllers", "Base", (text, edit) => text.Replace("=> 1", $"=> {edit}1", StringComparison.Ordinal)),
    ];

    public static CSharpCompilation Compile(int count)
    {
        var files = new List<(string Name, string Text)>
        {
            ("Base", "public abstract class Resource { public int Number => 1; }"),
            ("Json", string.Concat(Enumerable.Range(0, count / RoutesPerController).Select(number =>
                $"[System.Text.Json.Serialization.JsonSerializable(typeof(Item{number}))]\n")) +
                "public abstract partial class AppJson() : System.Text.Json.Serialization.JsonSerializerContext(null) { }"),
        };
        for (var controller = 0; controller < count / RoutesPerController; controller++)
        {
            files.Add(($"R{controller}", Controller(controller)));
            files.Add(($"Item{controller}", $"public sealed record Item{controller}(int Id, string Name, Item{controller}? Other);"));
        }

        var trees = files.Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Name + ".cs"));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Many", trees, references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _ = compilation.GetTypeByMetadataName("Graceful.ControllerAttribute")
            ?? throw new InvalidOperationException("The runtime is not referenced.");
        return compilation;
    }

    /// <summary>Returns the program with one file edited. All other files keep their syntax trees, as in an editor.</summary>
    public static (CSharpCompilation Compilation, SyntaxTree Edited) Apply(
        CSharpCompilation compilation, string file, Func<string, int, string> edit, int number)
    {
        var trees = compilation.SyntaxTrees
            .Where(tree => tree.FilePath.TrimEnd('c', 's', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == file).ToArray();
        var tree = trees[number % trees.Length];
        var edited = CSharpSyntaxTree.ParseText(edit(tree.ToString(), number), (CSharpParseOptions)tree.Options, tree.FilePath);
        return (compilation.ReplaceSyntaxTree(tree, edited), edited);
    }

    private static string Controller(int number)
    {
        var source = new StringBuilder().Append(CultureInfo.InvariantCulture,
            $"using System; using Graceful; [Controller(\"api/v{number % 7}/resource{number}\")] " +
            $"public sealed class R{number}Controller : Resource {{\n");
        for (var i = 0; i < RoutesPerController; i++)
        {
            var (verb, template, arguments) = (i % 5) switch
            {
                0 => ("Get", $"list{i}", "int? page"),
                1 => ("Post", $"{{id:int}}/part{i}", $"int id, Item{number} item"),
                2 => ("Get", $"{{owner}}/{{name}}/action{i}", "string owner, string name"),
                3 => ("Delete", $"{{id:guid}}/of/{{page:int=1}}/{i}", "Guid id, int page"),
                _ => ("Get", $"files{i}/{{**path}}", "string path"),
            };
            source.Append(CultureInfo.InvariantCulture, $"    [{verb}(\"{template}\")] public static string A{i}({arguments}) => \"\";\n");
        }

        return source.Append('}').ToString();
    }
}
