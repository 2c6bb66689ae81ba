using System.Composition;
using Graceful.Generators.Analyzers.Checks;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>Replaces an MVC attribute by its equivalent with the same URL, or removes one that has no effect (GR0035).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MvcAttributeFix() : CodeFix("GR0035")
{
    private static readonly string[] Redundant = ["ApiController", "NonAction", "NonController"];

    private protected override void Register(FixContext context)
    {
        if (context.Attribute is not { } attribute)
        {
            return;
        }

        var name = Short(attribute);
        if (Redundant.Contains(name))
        {
            context.Offer($"Remove [{name}]", "RemoveNeedless", () => Attributes.Without(context.Root, attribute));
        }
        else if (attribute.Parent?.Parent is MethodDeclarationSyntax method)
        {
            RegisterAction(context, attribute, method);
        }
        else if (attribute.Parent?.Parent is TypeDeclarationSyntax type && name == "Route")
        {
            RegisterController(context, attribute, type);
        }
    }

    /// <summary>Replaces a verb attribute, or the route of a method, which becomes [Action].</summary>
    private static void RegisterAction(FixContext context, AttributeSyntax attribute, MethodDeclarationSyntax method)
    {
        var cancellation = context.Context.CancellationToken;
        var known = KnownTypes.Of(context.Model.Compilation);
        if (context.Model.GetDeclaredSymbol(method, cancellation) is not { } symbol ||
            symbol.GetAttributes().FirstOrDefault(one => IsAt(one, attribute)) is not { } data)
        {
            return;
        }

        var name = MvcRoutes.VerbOf(data) ?? (IsConvertibleRoute(data, symbol, known) ? "Action" : null);
        var controllers = MvcRoutes.ControllersWith(symbol.ContainingType, context.Model.Compilation, known);
        if (name is not null && MvcRoutes.Translate(data, symbol, controllers, known) is { } template)
        {
            OfferReplacement(context, attribute, name, WithTemplate(attribute.ArgumentList, data, template.Text));
        }
    }

    /// <summary>Moves the route of a class to its [Controller]; an abstract base class without that attribute gets it.</summary>
    private static void RegisterController(FixContext context, AttributeSyntax attribute, TypeDeclarationSyntax type)
    {
        var attributes = type.AttributeLists.SelectMany(list => list.Attributes).ToArray();
        if (attribute.ArgumentList?.Arguments.Count != 1 || attributes.Count(one => Short(one) == "Route") != 1)
        {
            return;
        }

        var controller = attributes.FirstOrDefault(one => Short(one) == "Controller");
        if (controller is null)
        {
            if (type.Modifiers.Any(SyntaxKind.AbstractKeyword))
            {
                OfferReplacement(context, attribute, "Controller", Positional(attribute.ArgumentList));
            }
        }
        else if (controller.ArgumentList is null or { Arguments.Count: 0 })
        {
            var arguments = Positional(attribute.ArgumentList);
            context.Offer($"Change to [Controller{arguments}]", "WriteOurs", () =>
            {
                var root = context.Root.TrackNodes(controller, attribute);
                root = root.ReplaceNode(root.GetCurrentNode(controller)!, controller.WithArgumentList(arguments));
                return Attributes.Without(root, root.GetCurrentNode(attribute)!);
            });
        }
    }

    private static void OfferReplacement(
        FixContext context, AttributeSyntax attribute, string name, AttributeArgumentListSyntax? arguments) =>
        context.Offer($"Change to [{name}{arguments}]", "WriteOurs", () => context.Root.ReplaceNode(attribute, attribute
            .WithName(Attributes.Name(context.Model, attribute.SpanStart, name).WithTriviaFrom(attribute.Name))
            .WithArgumentList(arguments)));

    /// <summary>Keeps the arguments when the template does not change; otherwise replaces or adds the template.</summary>
    private static AttributeArgumentListSyntax? WithTemplate(AttributeArgumentListSyntax? list, AttributeData data, string? template)
    {
        if (template == data.ConstructorArguments.FirstOrDefault().Value as string)
        {
            return Positional(list);
        }

        var text = SyntaxFactory.Literal(template!).ToString();
        var named = list?.Arguments.Where(argument => argument.NameEquals is not null).Select(argument => argument.ToString()) ?? [];
        return SyntaxFactory.ParseAttributeArgumentList($"({string.Join(", ", named.Prepend(text))})");
    }

    /// <summary>Returns the arguments without the names of constructor parameters: <c>template: "a"</c>. Ours have other names.</summary>
    private static AttributeArgumentListSyntax? Positional(AttributeArgumentListSyntax? list) => list?.ReplaceNodes(
        list.Arguments.Where(argument => argument.NameColon is not null),
        (argument, _) => argument.WithNameColon(null).WithTriviaFrom(argument));

    /// <summary>True for the only route of a method without an [Action].</summary>
    private static bool IsConvertibleRoute(AttributeData data, IMethodSymbol method, KnownTypes known) =>
        MvcRoutes.IsRoute(data) &&
        method.GetAttributes().Count(MvcRoutes.IsRoute) == 1 &&
        method.Attribute(known.Action) is null;

    private static bool IsAt(AttributeData data, AttributeSyntax attribute) =>
        data.ApplicationSyntaxReference is { } reference &&
        reference.SyntaxTree == attribute.SyntaxTree &&
        reference.Span == attribute.Span;

    private static string Short(AttributeSyntax attribute) => AttributeNames.Simple(attribute.Name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.Text,
        SimpleNameSyntax simple => simple.Identifier.Text,
        _ => attribute.Name.ToString(),
    });
}
