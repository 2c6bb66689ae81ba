using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Generator.Bench;

/// <summary>
/// Measures Roslyn's share: a generator that does no work of its own. It finds the same controllers, reads the attributes of their
/// methods, and adds as much text, which Roslyn parses.
/// </summary>
internal sealed class NullGenerator(int charactersPerRoute) : IIncrementalGenerator
{
    private const string Line =
        "        if (path.Equals(\"/some/path\", StringComparison.OrdinalIgnoreCase))\n        {\n            " +
        "return Some.Type.Field;\n        }\n\n";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var controllers = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Graceful.ControllerAttribute",
            (node, _) => node is TypeDeclarationSyntax,
            (found, _) => new Found(
                found.TargetSymbol.Name,
                ((INamedTypeSymbol)found.TargetSymbol).GetMembers().OfType<IMethodSymbol>().Sum(method =>
                    method.GetAttributes().Count(attribute => attribute.ConstructorArguments is [{ Value: string }]))));

        context.RegisterSourceOutput(controllers, (output, found) =>
        {
            var text = new StringBuilder("namespace Generated\n{\n    internal static class ").Append(found.Name)
                .Append("\n    {\n        static object Match(string path)\n        {\n");
            while (text.Length < found.Routes * charactersPerRoute)
            {
                text.Append(Line);
            }

            output.AddSource(found.Name + ".g.cs",
                SourceText.From(text.Append("        return null;\n        }\n    }\n}\n").ToString(), Encoding.UTF8));
        });
    }

    private sealed record Found(string Name, int Routes);
}
