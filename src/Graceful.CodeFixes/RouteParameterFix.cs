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
public sealed partial class RouteParameterFix() : CodeFix("GR0022", "GR0030", "GR0031")
{
    private const string RenameArgument = nameof(RenameArgument);
    private const string AddArgument = nameof(AddArgument);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new FixAll();

    private protected override async Task RegisterAsync(FixContext context)
    {
        if (context.Diagnostic.Id != "GR0031")
        {
            if (MisnamedOf(context) is { } misnamed)
            {
                OfferRenames(context, misnamed);
            }

            if (await MissingOf(context).ConfigureAwait(false) is var (method, added))
            {
                context.Offer($"Add the argument '{added}'", AddArgument, () =>
                    context.Root.ReplaceNode(method, WithArgument(method, added)));
            }
        }
        else if (context.Diagnostic.Properties.TryGetValue(RouteArgumentCheck.MatchingConstraint, out var constraint) &&
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
    }

    /// <summary>Returns the route parameter and the argument that probably mean the same.</summary>
    private static Misnamed? MisnamedOf(FixContext context) =>
        context.Diagnostic.Id == "GR0022" ? OfMissingRouteParameter(context) : OfUnusedRouteParameter(context);

    /// <summary>Returns the only unused route parameter for an argument whose route parameter is missing.</summary>
    private static Misnamed? OfMissingRouteParameter(FixContext context)
    {
        if (context.Enclosing<ParameterSyntax>() is not { } argument ||
            context.Enclosing<MethodDeclarationSyntax>() is not { } method ||
            HasExplicitName(argument))
        {
            return null;
        }

        var names = method.ParameterList.Parameters.Select(parameter => parameter.Identifier.ValueText).ToArray();
        var unused = method.AttributeLists.SelectMany(list => list.Attributes)
            .Select(TemplateLiteral.Token)
            .OfType<SyntaxToken>()
            .SelectMany(token => TemplateParameters.Of(token.ValueText)
                .Where(parameter => !names.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
                .Select(parameter => (parameter.Name, Span: TemplateLiteral.Span(token, parameter.NameStart, parameter.Name.Length))))
            .ToArray();
        return unused.Length == 1 && unused[0].Span is { } span ? new Misnamed(span, unused[0].Name, method, argument) : null;
    }

    private static Misnamed? OfUnusedRouteParameter(FixContext context)
    {
        var span = context.Diagnostic.Location.SourceSpan;
        return IsInLiteral(context) && context.Enclosing<MethodDeclarationSyntax>() is { } method &&
            context.Diagnostic.Properties.TryGetValue(RouteArgumentCheck.LikelyArgument, out var likely) &&
            method.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Identifier.ValueText == likely) is { } argument
                ? new Misnamed(span, context.Root.GetText().ToString(span), method, argument)
                : null;
    }

    /// <summary>Returns the argument that an unused route parameter lacks. Code that calls the action has no value for it.</summary>
    private static async Task<(MethodDeclarationSyntax Method, ParameterSyntax Added)?> MissingOf(FixContext context)
    {
        if (context.Diagnostic.Id != "GR0030" || context.Attribute is not { } attribute ||
            attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
        {
            return null;
        }

        var cancellation = context.Context.CancellationToken;
        var template = context.Model.GetConstantValue(attribute.ArgumentList!.Arguments[0].Expression, cancellation).Value as string;
        var unused = TemplateParameters.Of(template ?? string.Empty)
            .Where(parameter => !IsInLiteral(context) ||
                parameter.Name == context.Root.GetText().ToString(context.Diagnostic.Location.SourceSpan))
            .ToArray();
        return unused.Length == 1 && SyntaxFacts.IsValidIdentifier(unused[0].Name) &&
            Parameters.CanAdd(context.Model, method) && !Parameters.Declares(method, unused[0].Name) &&
            await MethodUses.OfAsync(context.Model.GetDeclaredSymbol(method, cancellation), context.Document.Project.Solution, cancellation)
                .ConfigureAwait(false) == MethodUse.None
                ? (method, Parameters.Parse(
                    $"{TypeOf(unused[0].Inside, context.Model, method.SpanStart)} {Identifier(unused[0].Name)}"))
                : null;
    }

    private static MethodDeclarationSyntax WithArgument(MethodDeclarationSyntax method, ParameterSyntax added) =>
        method.WithParameterList(Parameters.Insert(method.ParameterList, IndexOfNew(method), added));

    private static void OfferRenames(FixContext context, Misnamed misnamed)
    {
        var name = misnamed.Argument.Identifier.ValueText;
        OfferText(context, misnamed.Span, name, $"Rename the route parameter to '{{{name}}}'", "RenameInRoute");
        if (misnamed.CanRenameArgument && context.Model.GetDeclaredSymbol(misnamed.Argument) is { } symbol)
        {
            context.OfferEverywhere($"Rename the argument to '{misnamed.Written}'", RenameArgument, cancellation =>
                Renamer.RenameSymbolAsync(context.Document.Project.Solution, symbol, default, misnamed.Written, cancellation));
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

    /// <param name="Span">The name in the template.</param>
    /// <param name="Written">The name of the route parameter.</param>
    /// <param name="Method">The action.</param>
    /// <param name="Argument">The argument.</param>
    private sealed record Misnamed(TextSpan Span, string Written, MethodDeclarationSyntax Method, ParameterSyntax Argument)
    {
        public bool CanRenameArgument => SyntaxFacts.IsValidIdentifier(Written) && !Parameters.Declares(Method, Written);
    }
}
