using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>Replaces an MVC attribute by its equivalent, or removes one that has no effect (GR0035).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MvcAttributeFix() : CodeFix("GR0035")
{
    private static readonly string[] Redundant = ["ApiController", "NonAction", "NonController"];

    private static readonly string[] Verbs = ["Get", "Head", "Post", "Put", "Delete", "Patch", "Options"];

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
        else if (Verbs.FirstOrDefault(verb => name == "Http" + verb) is { } verb)
        {
            RegisterVerb(context, attribute, verb);
        }
        else if (name == "Route" && attribute.ArgumentList?.Arguments.Count == 1)
        {
            RegisterRoute(context, attribute);
        }
    }

    /// <summary>
    /// An MVC verb attribute without a template matches the route of the controller when there is one. The equivalent attribute matches
    /// the name of the action unless the empty template is written.
    /// </summary>
    private static void RegisterVerb(FixContext context, AttributeSyntax attribute, string verb)
    {
        var hasTemplate = attribute.ArgumentList?.Arguments.Any(argument => argument.NameEquals is null) == true;
        var siblings = (attribute.Parent?.Parent as MemberDeclarationSyntax)?.AttributeLists.SelectMany(list => list.Attributes) ?? [];
        if (hasTemplate ||
            siblings.Any(one => Short(one) is "Route" or "Action") ||
            !IsRouted(attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>()))
        {
            Rewrite(context, attribute, verb);
            return;
        }

        var named = attribute.ArgumentList?.Arguments ?? [];
        string[] texts = ["\"\"", .. named.Select(argument => argument.ToString())];
        var arguments = SyntaxFactory.ParseAttributeArgumentList($"({string.Join(", ", texts)})");
        context.Offer($"Change to [{verb}{arguments}]", "WriteOurs", () => context.Root.ReplaceNode(attribute, attribute
            .WithName(Attributes.Name(context.Model, attribute.SpanStart, verb).WithTriviaFrom(attribute.Name))
            .WithArgumentList(arguments)));
    }

    /// <summary>True when the class has a route without the token [action].</summary>
    private static bool IsRouted(TypeDeclarationSyntax? type) => type?.AttributeLists
        .SelectMany(list => list.Attributes)
        .Where(one => Short(one) is "Controller" or "Route")
        .Any(one => one.ArgumentList is { Arguments.Count: > 0 } arguments &&
            arguments.ToString().IndexOf("[action]", StringComparison.OrdinalIgnoreCase) < 0) == true;

    /// <summary>Moves the route of a class to [Controller], and that of a method without a verb attribute to [Action].</summary>
    private static void RegisterRoute(FixContext context, AttributeSyntax attribute)
    {
        switch (attribute.Parent?.Parent)
        {
            case TypeDeclarationSyntax type when type.AttributeLists
                .SelectMany(list => list.Attributes)
                .FirstOrDefault(one => Short(one) == "Controller") is { } controller:
                if (controller.ArgumentList is null or { Arguments.Count: 0 })
                {
                    context.Offer($"Change to [Controller{attribute.ArgumentList}]", "WriteOurs", () =>
                    {
                        var root = context.Root.TrackNodes(controller, attribute);
                        root = root.ReplaceNode(root.GetCurrentNode(controller)!, controller.WithArgumentList(attribute.ArgumentList));
                        return Attributes.Without(root, root.GetCurrentNode(attribute)!);
                    });
                }

                break;
            case MethodDeclarationSyntax method when !method.AttributeLists.SelectMany(list => list.Attributes).Any(IsAction):
                Rewrite(context, attribute, "Action");
                break;
            default:
                break;
        }
    }

    private static void Rewrite(FixContext context, AttributeSyntax attribute, string name) => context.Offer(
        $"Change to [{name}{attribute.ArgumentList}]",
        "WriteOurs",
        () => context.Root.ReplaceNode(
            attribute.Name, Attributes.Name(context.Model, attribute.SpanStart, name).WithTriviaFrom(attribute.Name)));

    private static bool IsAction(AttributeSyntax attribute)
    {
        var name = Short(attribute);
        return name == "Action" || Verbs.Contains(name) || Verbs.Any(verb => name == "Http" + verb);
    }

    private static string Short(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.Text,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.Text,
            SimpleNameSyntax simple => simple.Identifier.Text,
            _ => attribute.Name.ToString(),
        };
        return name.EndsWith(nameof(Attribute), StringComparison.Ordinal)
            ? name.Substring(0, name.Length - nameof(Attribute).Length)
            : name;
    }
}
