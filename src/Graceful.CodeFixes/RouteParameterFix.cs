using System.Composition;
using Graceful.Generators.Analyzers.Checks;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;
using Microsoft.CodeAnalysis.Text;

namespace Graceful.CodeFixes;

/// <summary>
/// Renames a route parameter or its argument, or adds the argument (GR0022, GR0030); corrects a constraint (GR0031).
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RouteParameterFix() : CodeFix("GR0022", "GR0030", "GR0031")
{
    private protected override void Register(FixContext context)
    {
        switch (context.Diagnostic.Id)
        {
            case "GR0022":
                RegisterMissing(context);
                break;
            case "GR0030":
                RegisterUnused(context);
                break;
            default:
                if (context.Diagnostic.Properties.TryGetValue(RouteArgumentCheck.MatchingConstraint, out var constraint) &&
                    constraint is not null &&
                    IsInLiteral(context))
                {
                    OfferText(
                        context,
                        context.Diagnostic.Location.SourceSpan,
                        constraint,
                        $"Change the constraint to '{constraint}'",
                        "WriteConstraint");
                }

                break;
        }
    }

    /// <summary>Offers the only unused route parameter for an argument whose route parameter is missing.</summary>
    private static void RegisterMissing(FixContext context)
    {
        if (context.Enclosing<ParameterSyntax>() is not { } argument ||
            context.Enclosing<MethodDeclarationSyntax>() is not { } method ||
            HasExplicitName(argument))
        {
            return;
        }

        var names = method.ParameterList.Parameters.Select(parameter => parameter.Identifier.ValueText).ToArray();
        var unused = method.AttributeLists.SelectMany(list => list.Attributes)
            .Select(TemplateLiteral.Token)
            .OfType<SyntaxToken>()
            .SelectMany(token => TemplateParameters.Of(token.ValueText)
                .Where(parameter => !names.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
                .Select(parameter => (parameter.Name, Span: TemplateLiteral.Span(token, parameter.NameStart, parameter.Name.Length))))
            .ToArray();
        if (unused.Length == 1 && unused[0].Span is { } span)
        {
            OfferRenames(context, span, unused[0].Name, argument);
        }
    }

    private static void RegisterUnused(FixContext context)
    {
        if (context.Attribute is not { } attribute || attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
        {
            return;
        }

        var span = context.Diagnostic.Location.SourceSpan;
        if (context.Diagnostic.Properties.TryGetValue(RouteArgumentCheck.LikelyArgument, out var likely) &&
            method.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Identifier.ValueText == likely) is { } argument &&
            TemplateLiteral.Token(attribute) is not null)
        {
            OfferRenames(context, span, context.Root.GetText().ToString(span), argument);
        }

        var template = context.Model.GetConstantValue(attribute.ArgumentList!.Arguments[0].Expression).Value as string ?? string.Empty;
        var unused = TemplateParameters.Of(template)
            .Where(parameter => TemplateLiteral.Token(attribute) is null || parameter.Name == context.Root.GetText().ToString(span))
            .ToArray();
        if (unused.Length == 1 && SyntaxFacts.IsValidIdentifier(unused[0].Name) &&
            Parameters.CanAdd(context.Model, method) && !Parameters.Declares(method, unused[0].Name))
        {
            var text = $"{TypeOf(unused[0].Inside, context.Model, method.SpanStart)} {Identifier(unused[0].Name)}";
            context.Offer($"Add the argument '{text}'", "AddArgument", () => context.Root.ReplaceNode(
                method, method.WithParameterList(Parameters.Insert(method.ParameterList, IndexOfNew(method), Parameters.Parse(text)))));
        }
    }

    private static void OfferRenames(FixContext context, TextSpan span, string written, ParameterSyntax argument)
    {
        var name = argument.Identifier.ValueText;
        OfferText(context, span, name, $"Rename the route parameter to '{{{name}}}'", "RenameInRoute");
        if (SyntaxFacts.IsValidIdentifier(written) && context.Model.GetDeclaredSymbol(argument) is { } symbol &&
            argument.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && !Parameters.Declares(method, written))
        {
            context.OfferEverywhere($"Rename the argument to '{written}'", "RenameArgument", cancellation =>
                Renamer.RenameSymbolAsync(context.Document.Project.Solution, symbol, default, written, cancellation));
        }
    }

    /// <summary>True when the diagnostic points into a template literal. For another expression it points at the whole argument.</summary>
    private static bool IsInLiteral(FixContext context) =>
        context.Attribute is { } attribute && TemplateLiteral.Token(attribute) is { } token &&
        token.Span.Contains(context.Diagnostic.Location.SourceSpan) && token.Span != context.Diagnostic.Location.SourceSpan;

    private static void OfferText(FixContext context, TextSpan span, string text, string title, string kind) =>
        context.Offer(title, kind, async cancellation => context.Document.WithText(
            (await context.Document.GetTextAsync(cancellation).ConfigureAwait(false)).Replace(span, text)));

    /// <summary>Returns the index before the first parameter with a default value and before a CancellationToken.</summary>
    private static int IndexOfNew(MethodDeclarationSyntax method)
    {
        var parameters = method.ParameterList.Parameters;
        var index = parameters.IndexOf(parameter =>
            parameter.Default is not null ||
            parameter.Type?.ToString().EndsWith("CancellationToken", StringComparison.Ordinal) == true);
        return index < 0 ? Parameters.End(method.ParameterList) : index;
    }

    private static string TypeOf(string inside, SemanticModel model, int position)
    {
        var constraints = inside.TrimEnd('?').Split(':').Skip(1).Select(constraint => constraint.Split('(', '=')[0].ToLowerInvariant());
        var type = constraints.Select(constraint => constraint switch
        {
            "int" or "long" or "bool" or "decimal" or "double" or "float" => constraint,
            "guid" => Parameters.TypeName(model, position, "System", "Guid"),
            "datetime" => Parameters.TypeName(model, position, "System", "DateTime"),
            "min" or "max" or "range" => "long",
            _ => null,
        }).FirstOrDefault(found => found is not null) ?? "string";
        return inside.EndsWith("?", StringComparison.Ordinal) ? type + "?" : type;
    }

    private static string Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static bool HasExplicitName(ParameterSyntax argument) => argument.AttributeLists
        .SelectMany(list => list.Attributes)
        .Any(attribute => attribute.ArgumentList?.Arguments.Any(one => one.NameEquals?.Name.Identifier.Text == "Name") == true);
}
