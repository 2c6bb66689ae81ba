using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses one action of an MVC controller.</summary>
internal sealed class MvcActionParser(
    INamedTypeSymbol controller, KnownTypes known, MvcFilters filters, MvcReports reports, ParseObserver? observer)
{
    private readonly MvcRouteParser _routes = new(controller, known, reports, observer);
    private readonly bool _isApi = MvcControllers.IsApi(controller, known);

    /// <returns>The action; null when it is in error.</returns>
    public ActionModel? Parse(IMethodSymbol method, IReadOnlyList<AttributeModel> controllerMetadata, Func<string, string> nameFor)
    {
        if (!_isApi && _routes.HasNone(method))
        {
            reports.Warn(method,
                "it has no [Route] and no template, so that only a conventional route reaches it, and there is none; write [Route(...)] " +
                "on the class, a template on the action, or [NonAction]");
            return null;
        }

        // Every part is parsed before any result is tested: all errors are reported together.
        var routes = _routes.Parse(method);
        var returned = Return(method);
        var metadata = new List<AttributeModel>(controllerMetadata);
        var complete = MvcMetadata.TryParse(method, known, filters, reports, observer, metadata);
        var slots = routes is null ? EquatableArray<RouteParameterModel>.Empty : RouteSlots.Of(routes);
        var infersSources = _isApi && !known.Mvc.SuppressesInference;
        var binding = new MvcBindingParser(method, controller, BindingScope.Of(routes, slots), infersSources, known, reports, observer);
        var arguments = binding.Parse();
        if (routes is null || returned is null || arguments is null || !complete)
        {
            return null;
        }

        var action = new ActionModel(
            nameFor(method.Name),
            routes.ToEquatableArray(),
            slots,
            CallParser.Call(method, controller, context: null, arguments.Value, Sent(returned)),
            Before: null,
            After: null,
            NeedsController: true,
            Context: null,
            Described(method, returned),
            IsPublic: false,
            metadata.ToEquatableArray())
        {
            Mvc = new MvcActionModel(
                _routes.Controller, _routes.ActionOf(method), _routes.Area, _isApi, controllerMetadata.Count, returned, binding.Objects)
            {
                InfersSources = infersSources,
            },
        };
        observer?.Add(action, method);
        return action;
    }

    private MvcReturnModel? Return(IMethodSymbol method)
    {
        if (CallParser.NotCallable(method, known) is { } reason)
        {
            observer?.Report(
                Descriptors.ActionNotCallable, method, TypeNames.Plain(method.ContainingType) + "." + method.Name, reason);
            return null;
        }

        if (method.ReturnsVoid)
        {
            return !method.IsAsync ? new MvcReturnModel(MvcReturnKind.Nothing, IsAsync: false, Type: null)
                : Error("'async void' cannot be awaited, and an exception in it ends the process; return Task");
        }

        var type = method.ReturnType;
        if (type.Is(known.Task) || type.Is(known.ValueTask))
        {
            return new MvcReturnModel(MvcReturnKind.Nothing, IsAsync: true, Type: null) { Declared = TypeNames.Of(type) };
        }

        var isAsync = type is INamedTypeSymbol { TypeArguments.Length: 1 } generic &&
            (generic.OriginalDefinition.Is(known.TaskOf) || generic.OriginalDefinition.Is(known.ValueTaskOf));
        var sent = isAsync ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        if (sent.TypeKind is TypeKind.Dynamic or TypeKind.Pointer or TypeKind.FunctionPointer || sent.IsRefLikeType)
        {
            return Error("it returns a value that cannot be sent; return a class, a struct or IActionResult");
        }

        if (!known.CanBeNamed(sent))
        {
            return Error("it returns a type that generated code cannot name");
        }

        var kind = sent.Implements(known.Mvc.Result) ? MvcReturnKind.Result
            : sent.Implements(known.Mvc.ResultSource) ? MvcReturnKind.Converted
            : sent.Implements(known.HttpResult) ? MvcReturnKind.HttpResult
            : MvcReturnKind.Value;
        return new MvcReturnModel(kind, isAsync, TypeNames.Of(
            kind == MvcReturnKind.Converted && sent is INamedTypeSymbol { TypeArguments.Length: 1 } convertible
                ? convertible.TypeArguments[0]
                : sent))
        {
            Declared = TypeNames.Of(type),
        };

        MvcReturnModel? Error(string reason)
        {
            reports.Add(method, reason, controller);
            return null;
        }
    }

    /// <summary>Returns the result as descriptions know it.</summary>
    private static ReturnModel Sent(MvcReturnModel returned) => new(
        Completion.Synchronous,
        returned.Kind switch
        {
            MvcReturnKind.Nothing => Result.None,
            MvcReturnKind.Result or MvcReturnKind.HttpResult => Result.HttpResult,
            _ when returned.Type == "string" => Result.Text,
            _ => Result.Json,
        },
        returned.Type);

    private DescriptionModel Described(IMethodSymbol method, MvcReturnModel returned) =>
        DescriptionParser.Parse(method, controller, known) with
        {
            Tag = _routes.Controller,
            Sent = returned.Kind is MvcReturnKind.Value or MvcReturnKind.Converted ? returned.Type! : "void",
        };
}
