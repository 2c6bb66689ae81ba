using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses one action: its routes, its call and the metadata of its endpoints.</summary>
internal sealed class ActionParser(INamedTypeSymbol controller, Hooks hooks, KnownTypes known, ParseObserver? observer)
{
    private readonly RouteParser _routes = new(controller, known, observer);

    /// <returns>The action; null when it is in error.</returns>
    public ActionModel? Parse(IMethodSymbol method, IReadOnlyList<AttributeData> attributes,
        IReadOnlyList<AttributeModel> controllerMetadata, Func<string, string> nameFor)
    {
        // Every part is parsed before any result is tested: all errors are reported together.
        var routes = _routes.Parse(method, attributes);
        var returned = Signature(method);
        var metadata = new List<AttributeModel>(controllerMetadata);
        var metadataIsComplete = MetadataParser.TryParse(method, known, observer, metadata);
        var slots = routes is null ? EquatableArray<RouteParameterModel>.Empty : RouteSlots.Of(routes);
        var arguments = new BindingParser(method, controller, BindingScope.Of(routes, slots), known, observer).Parse();
        var filters = FilterParser.Parse(method, controller, known, observer);
        if (routes is null || returned is null || arguments is null || filters is null || !metadataIsComplete ||
            !ContextParser.TryFind(method, hooks, known, observer, out var context))
        {
            return null;
        }

        var creation = context is null ? null : CreationParser.Parse(context, known.IsOwn(context) ? context : method, known, observer);
        if (context is not null && creation is null)
        {
            return null;
        }

        var action = new ActionModel(
            nameFor(method.Name),
            routes.ToEquatableArray(),
            slots,
            CallParser.Call(method, controller, context, arguments.Value, returned) with { Filters = filters.Value },
            hooks.Before?.Call(controller, context, known),
            hooks.After?.Call(controller, context, known),
            NeedsController: !method.IsStatic || hooks.Before?.Method.IsStatic == false || hooks.After?.Method.IsStatic == false,
            creation,
            DescriptionParser.Parse(method, controller, known),
            PublicTypes.AreAllIn(method, controller, known),
            metadata.ToEquatableArray());
        observer?.Add(action, method);
        return action;
    }

    private ReturnModel? Signature(IMethodSymbol method)
    {
        var name = TypeNames.Plain(method.ContainingType) + "." + method.Name;
        if (CallParser.NotCallable(method, known) is { } reason)
        {
            observer?.Report(Descriptors.ActionNotCallable, method, name, reason);
            return null;
        }

        var returned = ReturnParser.Parse(method, known, out var error);
        if (returned is null)
        {
            observer?.Report(Descriptors.ReturnTypeNotSupported, method, name, method.ReturnType.ToDisplayString(), error!);
        }

        return returned;
    }
}
