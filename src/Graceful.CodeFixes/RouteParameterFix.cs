using System.Composition;
using Graceful.Generators.Analyzers.Advice;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;
using Microsoft.CodeAnalysis.Text;

namespace Graceful.CodeFixes;

/// <summary>Makes the parameters of a route and the arguments of its action fit (GR0022, GR0030), and a constraint the type (GR0031).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RouteParameterFix() : CodeFix("GR0022", "GR0030", "GR0031")
{
    private protected override void Register(Fault fault)
    {
        switch (fault.Diagnostic.Id)
        {
            case "GR0022":
                RegisterMissing(fault);
                break;
            case "GR0030":
                RegisterNotTaken(fault);
                break;
            default:
                if (fault.Diagnostic.Properties.TryGetValue(RouteArguments.Fitting, out var fitting) && fitting is not null && IsInLiteral(fault))
                {
                    OfferText(fault, fault.Diagnostic.Location.SourceSpan, fitting, $"Write the constraint '{fitting}'", "WriteConstraint");
                }

                break;
        }
    }

    /// <summary>The argument names a parameter that the route does not have: it may mean the only one that nothing takes.</summary>
    private static void RegisterMissing(Fault fault)
    {
        if (fault.Enclosing<ParameterSyntax>() is not { } argument || fault.Enclosing<MethodDeclarationSyntax>() is not { } method || Named(argument))
        {
            return;
        }

        var names = method.ParameterList.Parameters.Select(parameter => parameter.Identifier.ValueText).ToArray();
        var open = method.AttributeLists.SelectMany(list => list.Attributes)
            .Select(TemplateLiteral.Token)
            .OfType<SyntaxToken>()
            .SelectMany(token => TemplateParameters.Of(token.ValueText)
                .Where(parameter => !names.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
                .Select(parameter => (parameter.Name, Span: TemplateLiteral.Span(token, parameter.NameStart, parameter.Name.Length))))
            .ToArray();
        if (open.Length == 1 && open[0].Span is { } span)
        {
            OfferRenames(fault, span, open[0].Name, argument);
        }
    }

    private static void RegisterNotTaken(Fault fault)
    {
        if (fault.Attribute is not { } attribute || attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
        {
            return;
        }

        var span = fault.Diagnostic.Location.SourceSpan;
        if (fault.Diagnostic.Properties.TryGetValue(RouteArguments.Meant, out var meant) &&
            method.ParameterList.Parameters.FirstOrDefault(parameter => parameter.Identifier.ValueText == meant) is { } argument &&
            TemplateLiteral.Token(attribute) is not null)
        {
            OfferRenames(fault, span, fault.Root.GetText().ToString(span), argument);
        }

        var template = fault.Model.GetConstantValue(attribute.ArgumentList!.Arguments[0].Expression).Value as string ?? string.Empty;
        var open = TemplateParameters.Of(template).Where(parameter => TemplateLiteral.Token(attribute) is null || parameter.Name == fault.Root.GetText().ToString(span)).ToArray();
        if (open.Length == 1 && SyntaxFacts.IsValidIdentifier(open[0].Name))
        {
            var text = $"{TypeOf(open[0].Inside, fault.Model, method.SpanStart)} {Identifier(open[0].Name)}";
            fault.Offer($"Add the argument '{text}'", "AddArgument", () => fault.Root.ReplaceNode(
                method, method.WithParameterList(Parameters.Insert(method.ParameterList, Place(method), Parameters.Parse(text)))));
        }
    }

    private static void OfferRenames(Fault fault, TextSpan span, string written, ParameterSyntax argument)
    {
        var name = argument.Identifier.ValueText;
        OfferText(fault, span, name, $"Call the parameter of the route '{{{name}}}'", "RenameInRoute");
        if (SyntaxFacts.IsValidIdentifier(written) && fault.Model.GetDeclaredSymbol(argument) is { } symbol)
        {
            fault.OfferEverywhere($"Call the argument '{written}'", "RenameArgument", cancellation =>
                Renamer.RenameSymbolAsync(fault.Document.Project.Solution, symbol, default, written, cancellation));
        }
    }

    /// <summary>Where the template is no literal, the whole argument is pointed at.</summary>
    private static bool IsInLiteral(Fault fault) =>
        fault.Attribute is { } attribute && TemplateLiteral.Token(attribute) is { } token &&
        token.Span.Contains(fault.Diagnostic.Location.SourceSpan) && token.Span != fault.Diagnostic.Location.SourceSpan;

    private static void OfferText(Fault fault, TextSpan span, string text, string title, string kind) => fault.Offer(title, kind, async cancellation =>
        fault.Document.WithText((await fault.Document.GetTextAsync(cancellation).ConfigureAwait(false)).Replace(span, text)));

    /// <summary>In front of the first that has a default value, and of a CancellationToken, which stands last.</summary>
    private static int Place(MethodDeclarationSyntax method)
    {
        var parameters = method.ParameterList.Parameters;
        var index = parameters.IndexOf(parameter => parameter.Default is not null || parameter.Type?.ToString().EndsWith("CancellationToken", StringComparison.Ordinal) == true);
        return index < 0 ? parameters.Count : index;
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

    /// <summary>A name of its own is meant as it is.</summary>
    private static bool Named(ParameterSyntax argument) =>
        argument.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.ArgumentList?.Arguments.Any(one => one.NameEquals?.Name.Identifier.Text == "Name") == true);
}
