using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.CodeFixes;

/// <summary>Writes an attribute of MVC as the one that means the same here, or takes it away where nothing is lost (GR0035).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ForeignAttributeFix() : CodeFix("GR0035")
{
    private static readonly string[] Needless = ["ApiController", "NonAction", "NonController"];

    private static readonly string[] Verbs = ["Get", "Head", "Post", "Put", "Delete", "Patch", "Options"];

    private protected override void Register(Fault fault)
    {
        if (fault.Attribute is not { } attribute)
        {
            return;
        }

        var name = Short(attribute);
        if (Needless.Contains(name))
        {
            fault.Offer($"Remove [{name}]", "RemoveNeedless", () => Attributes.Without(fault.Root, attribute));
        }
        else if (Verbs.FirstOrDefault(verb => name == "Http" + verb) is { } verb)
        {
            RegisterVerb(fault, attribute, verb);
        }
        else if (name == "Route" && attribute.ArgumentList?.Arguments.Count == 1)
        {
            RegisterRoute(fault, attribute);
        }
    }

    /// <summary>
    /// In MVC a verb without a template answers at the route of the controller when that has one; here at the name of the action, so
    /// that the empty template has to be written.
    /// </summary>
    private static void RegisterVerb(Fault fault, AttributeSyntax attribute, string verb)
    {
        var hasTemplate = attribute.ArgumentList?.Arguments.Any(argument => argument.NameEquals is null) == true;
        var siblings = (attribute.Parent?.Parent as MemberDeclarationSyntax)?.AttributeLists.SelectMany(list => list.Attributes) ?? [];
        if (hasTemplate || siblings.Any(one => Short(one) is "Route" or "Action") || !IsRouted(attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>()))
        {
            Rewrite(fault, attribute, verb);
            return;
        }

        var named = attribute.ArgumentList?.Arguments ?? [];
        var arguments = SyntaxFactory.ParseAttributeArgumentList($"({string.Join(", ", ["\"\"", .. named.Select(argument => argument.ToString())])})");
        fault.Offer($"Write [{verb}{arguments}]", "WriteOurs", () => fault.Root.ReplaceNode(attribute, attribute
            .WithName(Attributes.Name(fault.Model, attribute.SpanStart, verb).WithTriviaFrom(attribute.Name))
            .WithArgumentList(arguments)));
    }

    /// <summary>Whether the class has a route in which the name of the action does not stand.</summary>
    private static bool IsRouted(TypeDeclarationSyntax? type) => type?.AttributeLists
        .SelectMany(list => list.Attributes)
        .Where(one => Short(one) is "Controller" or "Route")
        .Any(one => one.ArgumentList is { Arguments.Count: > 0 } arguments && arguments.ToString().IndexOf("[action]", StringComparison.OrdinalIgnoreCase) < 0) == true;

    /// <summary>The route goes to [Controller]; to [Action] where the method has no attribute of ours, or of MVC's, that would want it.</summary>
    private static void RegisterRoute(Fault fault, AttributeSyntax attribute)
    {
        switch (attribute.Parent?.Parent)
        {
            case TypeDeclarationSyntax type when type.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(one => Short(one) == "Controller") is { } controller:
                if (controller.ArgumentList is null or { Arguments.Count: 0 })
                {
                    fault.Offer($"Write [Controller{attribute.ArgumentList}]", "WriteOurs", () =>
                    {
                        var root = fault.Root.TrackNodes(controller, attribute);
                        root = root.ReplaceNode(root.GetCurrentNode(controller)!, controller.WithArgumentList(attribute.ArgumentList));
                        return Attributes.Without(root, root.GetCurrentNode(attribute)!);
                    });
                }

                break;
            case MethodDeclarationSyntax method when !method.AttributeLists.SelectMany(list => list.Attributes).Any(IsAction):
                Rewrite(fault, attribute, "Action");
                break;
            default:
                break;
        }
    }

    private static void Rewrite(Fault fault, AttributeSyntax attribute, string name) => fault.Offer(
        $"Write [{name}{attribute.ArgumentList}]",
        "WriteOurs",
        () => fault.Root.ReplaceNode(attribute.Name, Attributes.Name(fault.Model, attribute.SpanStart, name).WithTriviaFrom(attribute.Name)));

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
        return name.EndsWith(nameof(Attribute), StringComparison.Ordinal) ? name.Substring(0, name.Length - nameof(Attribute).Length) : name;
    }
}
