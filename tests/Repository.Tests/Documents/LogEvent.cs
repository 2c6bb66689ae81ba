using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RepositoryTests.Architecture;

namespace RepositoryTests.Documents;

/// <summary>A line that the library logs, or the row of <c>docs/log-events.md</c> that describes one.</summary>
/// <param name="Text">The message with <c>*</c> for each value. A row may leave out the advice at its end.</param>
/// <param name="Place">The place in the sources or in the document.</param>
internal sealed partial record LogEvent(string Category, int Id, string Level, string Text, string Place)
{
    public string Key => $"{Category} {Id}";

    /// <summary>Returns the events of the sources.</summary>
    public static IEnumerable<LogEvent> Logged()
    {
        var sources = SourceCompilation.Of("src/Graceful.Runtime");
        foreach (var tree in sources.Trees)
        {
            var model = sources.ModelOf(tree);
            foreach (var attribute in tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>())
            {
                if (attribute is { Name: IdentifierNameSyntax { Identifier.Text: "LoggerMessage" } }
                    && attribute.ArgumentList!.Arguments is [var id, var level, var text, ..])
                {
                    yield return new(
                        CategoryOf(attribute.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()!.Name.ToString()),
                        (int)model.GetConstantValue(id.Expression).Value!,
                        ((MemberAccessExpressionSyntax)level.Expression).Name.Identifier.Text,
                        Value().Replace((string)model.GetConstantValue(text.Expression).Value!, "*"),
                        sources.PlaceOf(attribute));
                }
            }
        }
    }

    /// <summary>Returns the events of the document. The category is that of the section.</summary>
    public static IEnumerable<LogEvent> Documented()
    {
        const string Document = "docs/log-events.md";
        var section = "";
        foreach (var (number, line) in RepositoryFiles.LinesOf(Document))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = line[3..];
            }
            else if (Row().Match(line) is { Success: true } row)
            {
                yield return new(
                    CategoryOf($"Graceful.{section}"),
                    int.Parse(row.Groups["id"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
                    row.Groups["level"].Value,
                    Emphasis().Replace(row.Groups["text"].Value, "*"),
                    $"{Document}:{number}");
            }
        }
    }

    private static string CategoryOf(string name) => name is "Graceful.Transport" or "Graceful.Binding" ? name : "Graceful";

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"\*[^*]+\*")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"^\| (?<id>\d+) \| (?<level>\w+) \| (?<text>[^|]+) \|")]
    private static partial Regex Row();
}
