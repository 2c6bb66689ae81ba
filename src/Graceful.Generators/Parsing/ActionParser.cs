using Graceful.Generators.Analyzers;
using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Reads one action: its route, its call, and what its endpoint carries.</summary>
internal sealed class ActionParser(INamedTypeSymbol controller, Hooks hooks, KnownTypes known, Findings? findings)
{
    private readonly AttributeData _controllerAttribute = controller.Attribute(known.Controller)!;

    /// <returns>The action, or null when it is in error.</returns>
    public ActionModel? Parse(IMethodSymbol method, AttributeData attribute, IReadOnlyList<string> controllerMetadata, Func<string, string> nameFor)
    {
        // Everything is looked at, so that all that is wrong is reported at once.
        var pattern = Route(method, attribute);
        var returned = Signature(method);
        var metadata = new List<string>(controllerMetadata);
        var metadataIsComplete = MetadataParser.TryParse(method, known, findings, metadata);
        if (pattern is not null)
        {
            findings?.Found(pattern, attribute, method);
        }

        var arguments = new BindingParser(method, controller, BindingScope.Of(EquatableArray<RouteParameterModel>.Empty, []), known, findings).Parse();
        var filters = FilterParser.Parse(method, controller, known, findings);
        if (pattern is null || returned is null || arguments is null || filters is null || !metadataIsComplete ||
            !ContextParser.TryFind(method, hooks, known, findings, out var context))
        {
            return null;
        }

        var creation = context is null ? null : CreationParser.Parse(context, known.IsOwn(context) ? context : method, known, findings);
        if (context is not null && creation is null)
        {
            return null;
        }

        return new ActionModel(
            nameFor(method.Name),
            pattern,
            EquatableArray<RouteParameterModel>.Empty,
            CallParser.Call(method, controller, context, arguments.Value, returned) with { Filters = filters.Value },
            hooks.Before?.Call(controller, context, known),
            hooks.After?.Call(controller, context, known),
            NeedsController: !method.IsStatic || hooks.Before?.Method.IsStatic == false || hooks.After?.Method.IsStatic == false,
            creation,
            metadata.ToEquatableArray());
    }

    private RoutePattern? Route(IMethodSymbol method, AttributeData attribute)
    {
        var (onController, onAction) = (Argument(_controllerAttribute), Argument(attribute));
        var text = RouteTemplate.Combine(onController, onAction, controller.Name, method.Name, out var error);
        var pattern = text is null ? null : RoutePattern.Parse(text, out error);
        if (pattern is null)
        {
            // Blame the half that is wrong by itself; the action's, when only both together are.
            var controllerIsWrong = onController is not null && !RouteTemplate.IsAbsolute(onAction ?? string.Empty) &&
                (RouteTemplate.Combine(onController, string.Empty, controller.Name, method.Name, out _) is not { } alone || RoutePattern.Parse(alone, out _) is null);
            findings?.Report(
                Descriptors.RouteNotUnderstood,
                controllerIsWrong ? _controllerAttribute : attribute,
                method,
                controllerIsWrong ? onController! : onAction ?? text ?? string.Empty,
                error!);
        }

        return pattern;
    }

    private ReturnModel? Signature(IMethodSymbol method)
    {
        var name = TypeNames.Plain(method.ContainingType) + "." + method.Name;
        if (CallParser.NotCallable(method, known) is { } reason)
        {
            findings?.Report(Descriptors.ActionNotCallable, method, name, reason);
            return null;
        }

        var returned = ReturnParser.Parse(method, known, out var error);
        if (returned is null)
        {
            findings?.Report(Descriptors.ReturnTypeNotSupported, method, name, method.ReturnType.ToDisplayString(), error!);
        }

        return returned;
    }

    private static string? Argument(AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault().Value as string;
}
