using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the source of each argument of an action: from its attribute, or inferred from its type as in minimal APIs.</summary>
internal sealed partial class BindingParser(
    IMethodSymbol action, INamedTypeSymbol controller, BindingScope scope, KnownTypes known, ParseObserver? observer)
{
    private readonly BindingTypes _types = known.Binding;
    private readonly string _name = TypeNames.Plain(action.ContainingType) + "." + action.Name;
    private readonly ArgumentAnnotations _annotations = new(
        controller, TypeNames.Plain(action.ContainingType) + "." + action.Name, known, observer);
    private readonly LocalNames _locals = new(Reserved, otherwise: "Argument");
    private bool _complete = true;

    /// <summary>The local variables of generated code.</summary>
    private static IEnumerable<string> Reserved =>
        ["httpContext", "services", "context", "scope", "controller", "route", "arguments", "validation", "form", "formBody", "result",
            "exception", "pipeline", "invocation", "call", "events"];

    /// <returns>Null when an argument is in error.</returns>
    public EquatableArray<ArgumentModel>? Parse()
    {
        var targets = action.Parameters.Select(BindingTarget.Of).ToArray();
        foreach (var target in targets)
        {
            Claim(target, IsBody(target), IsForm(target));
        }

        var arguments = new List<ArgumentModel>();
        foreach (var target in targets)
        {
            arguments.Add(Argument(target));
        }

        return _complete && !_annotations.AreInError ? arguments.ToEquatableArray() : null;
    }

    private ArgumentModel Argument(BindingTarget target) => Argument(target, Binding);

    private ArgumentModel Argument(BindingTarget target, Func<BindingTarget, BindingModel?> bind)
    {
        var local = _locals.Claim(target.Local.TrimStart('@'));
        var binding = bind(target) ?? new ErrorBinding();
        return new ArgumentModel(local, target.TypeText, binding, Parameter: DescriptionParser.Parameter(target, known))
        {
            Validation = _annotations.Of(target, binding),
        };
    }

    private BindingModel? Binding(BindingTarget target)
    {
        if (target.Symbol is IParameterSymbol { RefKind: not RefKind.None })
        {
            return Report(Descriptors.ParameterNotSupported, target, "it is passed by reference");
        }

        if (target.Type is not { TypeKind: not (TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.TypeParameter),
            IsRefLikeType: false })
        {
            return target.Type.TypeKind == TypeKind.Error
                ? Incomplete()
                : Report(Descriptors.ParameterNotSupported, target, "nothing of its type can be kept during a request");
        }

        if (target.Type.TypeKind == TypeKind.Dynamic)
        {
            return Report(Descriptors.ParameterNotSupported, target, "'dynamic' needs the runtime binder, which NativeAOT does not have");
        }

        if (!known.CanBeNamed(target.Type))
        {
            return Report(Descriptors.ParameterNotSupported, target, "generated code cannot name its type");
        }

        var attributes = Sources(target);
        if (attributes.Count > 1)
        {
            return Report(Descriptors.TwoSources, target, string.Join(" and ",
                attributes.Select(attribute => $"[{AttributeNames.Simple(attribute.AttributeClass!.Name)}]")));
        }

        if (attributes.Count == 1 && SourceNames.IsUnknown(attributes[0], known))
        {
            return Report(Descriptors.SourceUnknown, target, attributes[0].AttributeClass!.Name);
        }

        if (CustomBinders.AttributeOf(target, known) is { } custom)
        {
            return Custom(target, custom, attributes.FirstOrDefault());
        }

        return RequestParts.Find(target, known) ?? (attributes.Count == 1 ? Explicit(target) : Inferred(target));
    }

    private List<AttributeData> Sources(BindingTarget target) =>
    [
        .. new[] { _types.FromRoute, _types.FromQuery, _types.FromHeader, _types.FromBody, _types.FromForm, _types.FromServices,
            known.FromKeyedServices, _types.AsParameters }
            .Select(target.Attribute).OfType<AttributeData>(),
    ];

    private BindingModel? Explicit(BindingTarget target)
    {
        if (target.Attribute(_types.FromRoute) is { } route)
        {
            var name = SourceNames.Of(target, route, known);
            var slot = scope.SlotOf(name);
            return slot >= 0 || !scope.RouteIsKnown
                ? Value(target, ValueOrigin.Route, name, slot)
                : Report(Descriptors.NoRouteParameter, target, name);
        }

        return target.Attribute(_types.FromQuery) is { } query ? Value(target, ValueOrigin.Query, SourceNames.Of(target, query, known))
            : target.Attribute(_types.FromHeader) is { } header ? Value(target, ValueOrigin.Header, SourceNames.Of(target, header, known))
            : target.Attribute(_types.FromBody) is { } body ? Body(target, body)
            : target.Attribute(_types.FromForm) is { } form ? Form(target, form)
            : target.Attribute(_types.AsParameters) is not null ? Parameters(target)
            : Service(target);
    }

    private BindingModel? Inferred(BindingTarget target)
    {
        if (FormPartOf(target.Type) is not null)
        {
            return Form(target, attribute: null);
        }

        if (SelfBindingTypes.Find(target, known, out var error) is { } self)
        {
            return self;
        }

        if (error is not null)
        {
            return Report(Descriptors.BindAsyncNotUsable, target, target.Type.Name, error);
        }

        if (IsText(target.Type))
        {
            var slot = scope.SlotOf(target.Name);
            return Value(target, slot >= 0 ? ValueOrigin.Route : ValueOrigin.Query, target.Name, slot);
        }

        if (ListTypes.ShapeOf(target.Type, known, out _, out _) is { } shape &&
            (scope.PrefersQuery || shape == ValueShape.StringValues || _body is not null || _form is not null))
        {
            return Value(target, ValueOrigin.Query, target.Name);
        }

        return InferredObject(target);
    }

    /// <summary>
    /// Infers a service or the body for a type that is not parsed from text. An interface is a service, a value is the body; for a
    /// class, the running app decides.
    /// </summary>
    private BindingModel? InferredObject(BindingTarget target)
    {
        var isData = target.Type.IsValueType || ListTypes.ElementOf(target.Type, known, out _) is not null ||
            target.Type is IArrayTypeSymbol;
        var mayBeBody = scope.MayHaveBody && _body is null && _form is null;
        var isContract = IsContract(target.Type);
        if (ListTypes.ElementOf(target.Type, known, out _) is { } element && IsServiceElement(target.Type, element))
        {
            return ServiceCollection(target, element, mayBeBody);
        }

        if (isData)
        {
            return mayBeBody ? JsonOf(target, target.IsOptional, service: null)
                : Report(Descriptors.NotFromText, target, "query", target.Type.ToDisplayString(),
                    HowToRead(target.Type, _body is null && _form is null));
        }

        return isContract || !mayBeBody
            ? Service(target)
            : JsonOf(target, target.IsOptional, new ServiceModel(TypeNames.Of(target.Type), Key: null, target.IsOptional));
    }

    /// <summary>An interface is a service, unless JSON can create a derived type.</summary>
    private bool IsContract(ITypeSymbol type) => type.TypeKind is TypeKind.Interface or TypeKind.Delegate &&
        type.Attribute(_types.JsonPolymorphic) is null && type.Attribute(_types.JsonDerivedType) is null;

    /// <summary>True when the collection may be services: of an interface, or an IEnumerable of a class.</summary>
    private bool IsServiceElement(ITypeSymbol type, ITypeSymbol element) =>
        (IsContract(element) && ListTypes.ElementOf(element, known, out _) is null &&
            ContainedTypes.OfDictionary(element, known) is null) ||
        (type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T &&
        element is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } && !IsText(element));

    /// <summary>
    /// A client must never replace services: a collection of an interface is always services. Whether a class is a service is known
    /// only in the running app; the element decides, since a service provider resolves every IEnumerable.
    /// </summary>
    private BindingModel? ServiceCollection(BindingTarget target, ITypeSymbol element, bool mayBeBody)
    {
        if (IsContract(element))
        {
            return Service(target);
        }

        return mayBeBody
            ? JsonOf(target, target.IsOptional, new ServiceModel(TypeNames.Of(target.Type), Key: null, target.IsOptional)) with
            {
                ServiceElement = TypeNames.Of(element),
            }
            : Report(Descriptors.NotFromText, target, "query", target.Type.ToDisplayString(),
                HowToRead(target.Type, _body is null && _form is null));
    }

    private BindingModel? Value(BindingTarget target, ValueOrigin origin, string name, int slot = -1)
    {
        var type = target.Type;
        ValueShape? shape;
        ITypeSymbol? element = type;
        TextParserModel? parser = null;
        if (type.SpecialType == SpecialType.System_String)
        {
            shape = ValueShape.Text;
        }
        else if (TextTypes.IsParsed(type, known, out parser))
        {
            shape = type.IsValueType ? ValueShape.Value : ValueShape.Object;
        }
        else
        {
            shape = origin == ValueOrigin.Route ? null : ListTypes.ShapeOf(type, known, out element, out parser);
            if (shape is null && origin == ValueOrigin.Query && ListTypes.IsTextDictionary(type, known))
            {
                (shape, element) = (ValueShape.TextDictionary, type);
            }
        }

        if (shape is null)
        {
            return Report(Descriptors.NotFromText, target, origin.ToString().ToLowerInvariant(), type.ToDisplayString(),
                HowToRead(type, mayBeBody: false, origin == ValueOrigin.Query && target.Attribute(_types.FromQuery) is not null));
        }

        var route = slot >= 0 ? scope.Route[slot] : null;
        return new ValueBinding(
            origin,
            name,
            slot,
            route is { IsOptional: false } && (!route.IsCatchAll || route.Default is not null),
            shape.Value,
            TypeNames.Of(element!),
            parser,
            target.IsOptional,
            target.Default)
        {
            DecodesSlashes = target.Attribute(_types.DecodeSlashes) is not null,
        };
    }

    private ServiceBinding? Service(BindingTarget target) =>
        target.DeclaredType.IsReferenceType && target.Type.SpecialType != SpecialType.System_String
            ? new ServiceBinding(new ServiceModel(
                TypeNames.Of(target.Type), KeyedService.KeyOf(target.Attributes, known), target.IsOptional))
            : (ServiceBinding?)Report(Descriptors.ParameterNotSupported, target, "a service is a class or an interface");

    private bool IsText(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || TextTypes.IsParsed(type, known, out _);

    private string HowToRead(ITypeSymbol type, bool mayBeBody, bool isFromQuery = false) => mayBeBody
        ? "mark it with [FromBody] or [FromServices], or give its type 'static bool TryParse(string, out T)' or IParsable<T>"
        : type is not INamedTypeSymbol || !known.IsOwn(type)
        ? "take text, a type that is parsed from text, or an array or a list of these, or bind it with [Bind<TBinder>]"
        : $"give it 'static bool TryParse(string, out {type.Name})' or IParsable<{type.Name}>, or " +
            (isFromQuery
                ? "write [AsParameters] in place of [FromQuery], which takes each of its members from the query"
                : "bind its members with [AsParameters]");

    private BindingModel? Incomplete()
    {
        // The compiler reports the invalid type.
        _complete = false;
        return null;
    }

    private BindingModel? Report(DiagnosticDescriptor descriptor, BindingTarget target, params string[] arguments)
    {
        _complete = false;
        var at = known.IsOwn(target.Symbol) || !known.IsOwn(action) ? target.Symbol : controller;
        observer?.Report(descriptor, at, [target.Name, _name, .. arguments]);
        return null;
    }
}
