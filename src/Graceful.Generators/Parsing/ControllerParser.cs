using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses a class with [Controller]: from symbols to a model without symbols.</summary>
internal static class ControllerParser
{
    /// <summary>
    /// Both the generator and the analyzer parse. The generator passes no <paramref name="observer"/>; the analyzer passes one and
    /// discards the model. So the actions that are omitted and those that are reported are always the same.
    /// </summary>
    /// <returns>The controller with its valid actions; null when it has none.</returns>
    public static ControllerModel? Parse(
        INamedTypeSymbol controller, KnownTypes known, ParseObserver? observer, CancellationToken cancellationToken)
    {
        try
        {
            return ParseServed(controller, known, observer, cancellationToken);
        }
        catch (Exception exception) when (InternalErrors.IsInternal(exception))
        {
            observer?.Report(exception, controller, TypeNames.Plain(controller));
            return null;
        }
    }

    private static ControllerModel? ParseServed(
        INamedTypeSymbol controller, KnownTypes known, ParseObserver? observer, CancellationToken cancellationToken)
    {
        // The compiler reports a [Controller] that is ambiguous with MVC's, and a class without a name.
        if (!known.HasRuntime || controller.Name.Length == 0 || controller.Attribute(known.Controller) is null || IsBase(controller))
        {
            return null;
        }

        if (NotUsable(controller, known) is { } reason)
        {
            observer?.Report(Descriptors.ControllerNotUsable, controller, TypeNames.Plain(controller), reason);
            return null;
        }

        var methods = Methods(controller, known, out var hidden);
        var hooks = Hooks.Parse(methods, hidden, known, observer);
        var metadata = new List<AttributeModel>();
        var metadataIsComplete = MetadataParser.TryParse(controller, known, observer, metadata);
        var parser = new ActionParser(controller, hooks ?? new Hooks(null, null), known, observer);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var actions = new List<ActionModel>();
        foreach (var method in methods)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ActionAttributes.Of(method, known) is { Count: > 0 } attributes &&
                ParseAction(parser, method, attributes, metadata, names.AddUnique, observer) is { } action)
            {
                actions.Add(action);
            }
        }

        if (hooks is null || !metadataIsComplete)
        {
            return null;
        }

        var creation = actions.Any(action => action.NeedsController) ? CreationParser.Parse(controller, controller, known, observer) : null;
        var served = actions.Where(action => !action.NeedsController || creation is not null).ToEquatableArray();
        return served.Count == 0 ? null : new ControllerModel(TypeNames.Plain(controller), creation, served);
    }

    /// <summary>Returns null after an exception, which leaves out this action alone.</summary>
    private static ActionModel? ParseAction(
        ActionParser parser,
        IMethodSymbol method,
        IReadOnlyList<AttributeData> attributes,
        IReadOnlyList<AttributeModel> controllerMetadata,
        Func<string, string> nameFor,
        ParseObserver? observer)
    {
        try
        {
            return parser.Parse(method, attributes, controllerMetadata, nameFor);
        }
        catch (Exception exception) when (InternalErrors.IsInternal(exception))
        {
            observer?.Report(exception, method, $"{TypeNames.Plain(method.ContainingType)}.{method.Name}");
            return null;
        }
    }

    /// <summary>Parses the routes only, including those of invalid actions. Much cheaper than parsing the controller.</summary>
    public static IReadOnlyList<ParsedRoute> Routes(INamedTypeSymbol controller, KnownTypes known)
    {
        if (controller.Name.Length == 0 || IsBase(controller) || NotUsable(controller, known) is not null)
        {
            return [];
        }

        var observer = new ParseObserver(_ => { });
        var parser = new RouteParser(controller, known, observer);
        foreach (var method in Methods(controller, known, out _))
        {
            // The analysis of the controller reports the exception; only the routes of this action are missing here.
            InternalErrors.Guard(_ => { }, Location.None, method.Name, () =>
            {
                if (ActionAttributes.Of(method, known) is { Count: > 0 } attributes)
                {
                    parser.Parse(method, attributes);
                }
            });
        }

        return observer.Routes;
    }

    /// <summary>True for an abstract class. Derived classes inherit its actions, attributes and template.</summary>
    public static bool IsBase(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Class, IsAbstract: true, IsStatic: false };

    private static string? NotUsable(INamedTypeSymbol controller, KnownTypes known)
    {
        for (var type = controller; type is not null; type = type.ContainingType)
        {
            if (type.IsGenericType)
            {
                return "it is generic; generated code has no type arguments for it";
            }

            if (type.IsFileLocal)
            {
                return "it is local to its file";
            }
        }

        return controller.IsObsoleteAsError() ? "it is obsolete, and an error to use ([Obsolete(..., error: true)])"
            : !known.IsAccessible(controller) ? "generated code cannot see it; make it public or internal"
            : controller.DerivesFrom(known.Mvc.ControllerBase)
                ? "it derives from ControllerBase of MVC, whose HttpContext, Request and User are not set here; " +
                    "derive from nothing, take the request as an argument, and return results such as TypedResults.Ok(...)"
            : null;
    }

    /// <summary>
    /// Returns the methods of the class and its bases in source order, without those that a more derived class overrides or
    /// hides.
    /// </summary>
    private static List<IMethodSymbol> Methods(INamedTypeSymbol controller, KnownTypes known, out List<HiddenMethod> hidden)
    {
        var found = new List<IMethodSymbol>();
        hidden = [];
        foreach (var type in controller.SelfAndBases())
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
            {
                if (found.FirstOrDefault(derived => Replaces(derived, method, known)) is not { } by)
                {
                    found.Add(method);
                }
                else if (!Overrides(by, method))
                {
                    hidden.Add(new HiddenMethod(method, by));
                }
            }
        }

        return found;
    }

    private static bool Overrides(IMethodSymbol derived, IMethodSymbol method)
    {
        var overridden = derived.OverriddenMethod;
        while (overridden is not null && !overridden.Is(method))
        {
            overridden = overridden.OverriddenMethod;
        }

        return overridden is not null;
    }

    /// <summary>True when the method of a derived class has the signature, and generated code can see it: it hides nothing else.</summary>
    private static bool Replaces(IMethodSymbol derived, IMethodSymbol method, KnownTypes known) =>
        derived.Name == method.Name &&
        derived.Arity == method.Arity &&
        derived.Parameters.Length == method.Parameters.Length &&
        !derived.ContainingType.Is(method.ContainingType) &&
        derived.Parameters.Zip(method.Parameters, (left, right) => left.RefKind == right.RefKind && left.Type.Is(right.Type))
            .All(same => same) &&
        (derived.IsOverride || known.IsAccessible(derived));
}
