using Graceful.Generators.Collections;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses the source of each argument of an MVC action, by the rules of MVC.</summary>
internal sealed class MvcBindingParser(
    IMethodSymbol action, INamedTypeSymbol controller, BindingScope scope, bool infersSources, KnownTypes known, MvcReports reports,
    ParseObserver? observer)
{
    private readonly BindingTypes _types = known.Binding;
    private readonly MvcBinders _binders = new(known, observer);
    private readonly ArgumentAnnotations _annotations = new(
        controller, TypeNames.Plain(action.ContainingType) + "." + action.Name, known, observer);

    /// <summary>The types that are bound member by member.</summary>
    public EquatableArray<MvcObjectModel> Objects => _binders.Objects;

    /// <returns>Null when an argument is in error.</returns>
    public EquatableArray<ArgumentModel>? Parse()
    {
        var arguments = new List<ArgumentModel>();
        var locals = new LocalNames(["validation"], otherwise: "Argument");
        var complete = true;
        foreach (var parameter in action.Parameters)
        {
            var target = BindingTarget.OfMvc(parameter);
            if (Binding(target, parameter) is not { } binding)
            {
                complete = false;
                continue;
            }

            arguments.Add(new ArgumentModel(
                locals.Claim(parameter.Name), target.TypeText, binding, Parameter: DescriptionParser.Parameter(target, known))
            {
                Validation = binding.Source is MvcSource.Services or MvcSource.Cancellation ? null : _annotations.Of(target, binding),
            });
        }

        return complete && !_annotations.AreInError ? arguments.ToEquatableArray() : null;
    }

    private MvcBinding? Binding(BindingTarget target, IParameterSymbol parameter)
    {
        if (NotSupported(target, parameter) is { } reason)
        {
            reports.Add(parameter, reason, controller);
            return null;
        }

        if (target.Type.TypeKind == TypeKind.Error)
        {
            // The compiler reports it.
            return null;
        }

        var binding = new MvcBinding(
            MvcSource.All, target.Name, MvcAttributes.BoundName(target.Attributes, known), TypeNames.Of(target.DeclaredType))
        {
            Default = target.Default,
            HasDefault = target.HasDefault,
            IsOptional = target.IsOptional,
            // As in MVC, a default value makes the argument optional, also when that value is null.
            IsNonNullable = target.DeclaredType.IsReferenceType && !target.IsNullable && !target.HasDefault,
            IsBindRequired = MvcAttributes.IsBindRequired(target.Attributes, owner: null, known),
        };
        if (target.DeclaredType.Is(known.CancellationToken))
        {
            return binding with { Source = MvcSource.Cancellation };
        }

        if (MvcAttributes.BinderOf(target.Attributes, target.Type, known) is { } binder)
        {
            return Custom(target, parameter, binding, binder);
        }

        if (target.Attribute(known.FromKeyedServices) is not null || target.Attribute(_types.FromServices) is not null)
        {
            return Service(target, binding);
        }

        if (_binders.FilesOf(target.Type) is { } files)
        {
            return binding with { Source = MvcSource.Files, Files = files };
        }

        if (target.Attribute(_types.FromBody) is { } body)
        {
            return Body(target, parameter, binding, MvcAttributes.EmptyBodyBehavior(body, known).Value as int?);
        }

        var source = Source(target);
        if (source is null && infersSources && !_binders.IsText(target.DeclaredType) &&
            MvcTypeConverters.Unknown(target.Type, known) is null)
        {
            // As in MVC, the sources of its properties replace the inference, and the others are looked up in every part of the request.
            if (_binders.HasPropertyWithSource(target.DeclaredType))
            {
                return Value(parameter, binding, MvcSource.All);
            }

            return Body(target, parameter, binding, behavior: null) is { } inferred
                ? inferred with { MayBeService = target.DeclaredType.IsReferenceType }
                : null;
        }

        return Value(parameter, binding, source ?? (!infersSources ? MvcSource.All
            : scope.SlotOf(target.Name) >= 0 ? MvcSource.Route : MvcSource.Query));
    }

    private string? NotSupported(BindingTarget target, IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None)
        {
            return "it is passed by reference; pass it by value";
        }

        if (target.Type is { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Dynamic } or { IsRefLikeType: true })
        {
            return "nothing binds its type; take a class, a struct or text";
        }

        if (MvcAttributes.UnknownBinder(target.Attributes, target.Type, known) is { } unknown)
        {
            return unknown;
        }

        if (MvcAttributes.UnknownSetting(target.Attributes, known) is { } setting)
        {
            return setting;
        }

        foreach (var attribute in target.Attributes)
        {
            if (attribute.AttributeClass is { } type && type.DerivesFrom(known.Mvc.Bind))
            {
                return "[Bind] needs the model binders of MVC, which look members up by reflection; take a type that has only the " +
                    "members that may be bound";
            }

            if (KeyedService.IsUnknown(attribute, known))
            {
                return MvcReports.DerivedKey(attribute);
            }

            if (attribute.AttributeClass is { } convention && known.Mvc.IsConvention(convention))
            {
                return MvcReports.Convention(convention);
            }

            if (attribute.AttributeClass is { } source && source.Implements(known.Mvc.BindingSource) &&
                !source.DerivesFrom(known.Mvc.ModelBinder) && !MvcTypes.IsInAspNetCoreAssembly(source) &&
                Source(target) is null && target.Attribute(_types.FromBody) is null &&
                target.Attribute(_types.FromServices) is null)
            {
                return MvcReports.DerivedSource(source);
            }
        }

        return null;
    }

    private MvcBinding? Custom(BindingTarget target, IParameterSymbol parameter, MvcBinding binding, INamedTypeSymbol binder)
    {
        if (!binder.Implements(known.Mvc.Binder))
        {
            reports.Add(parameter, $"the binder '{binder.ToDisplayString()}' does not implement IModelBinder", controller);
            return null;
        }

        return CreationParser.Parse(binder, known.IsOwn(parameter) ? parameter : controller, known, observer) is not { } creation ? null
            : binding with
            {
                Custom = creation,
                Source = CustomSource(target),
                BoundName = binding.BoundName ?? MvcAttributes.BoundName(MvcAttributes.OfType(target.Type), known),
                IsInRoute = scope.SlotOf(target.Name) >= 0,
            };
    }

    /// <summary>Returns where a binder looks up values: as in MVC, the first attribute with a source decides.</summary>
    private MvcSource CustomSource(BindingTarget target)
    {
        foreach (var attribute in target.Attributes.Where(one => one.AttributeClass?.Implements(known.Mvc.BindingSource) == true))
        {
            if (MvcAttributes.SourceOf(attribute, known) is { } source)
            {
                return source;
            }

            if (MvcAttributes.BinderIn(attribute, known) is not null || !attribute.AttributeClass!.DerivesFrom(known.Mvc.ModelBinder))
            {
                return MvcSource.All;
            }
        }

        return MvcSource.All;
    }

    private MvcSource? Source(BindingTarget target) =>
        target.Attribute(_types.FromRoute) is not null ? MvcSource.Route
        : target.Attribute(_types.FromQuery) is not null ? MvcSource.Query
        : target.Attribute(_types.FromHeader) is not null ? MvcSource.Header
        : target.Attribute(_types.FromForm) is not null ? MvcSource.Form
        : null;

    private MvcBinding? Value(IParameterSymbol parameter, MvcBinding binding, MvcSource source)
    {
        var binder = _binders.Parse(parameter.Type, out var error);
        if (binder is null || (source == MvcSource.Header && binder is MvcObjectBinder or MvcDictionaryBinder))
        {
            reports.Add(parameter,
                $"it cannot be bound from the {(source == MvcSource.All ? "request" : source.ToString().ToLowerInvariant())}: " +
                $"{error ?? "a header is text"}; take its values one by one, or as JSON with [FromBody]", controller);
            return null;
        }

        // As in MVC, a value that is looked up in every part of the request is described as a part of the path that has its name.
        var isInRoute = source == MvcSource.All && scope.SlotOf(binding.BoundName ?? binding.Name) >= 0;
        return binding with { Source = source, Binder = binder, IsInRoute = isInRoute };
    }

    private MvcBinding? Body(BindingTarget target, IParameterSymbol parameter, MvcBinding binding, int? behavior)
    {
        if (_binders.Sources.Body is { } other)
        {
            reports.Add(
                parameter,
                $"the body is read by '{other.Name}' already; mark one of them with [FromQuery], [FromRoute] or [FromServices]",
                controller);
            return null;
        }

        _binders.Sources.Body = parameter;
        return binding with
        {
            Source = MvcSource.Body,

            // The values of EmptyBodyBehavior: Default, Allow, Disallow.
            AllowsEmptyBody = behavior switch
            {
                1 => true,
                2 => false,
                _ => target.HasDefault || target.IsMarkedNullable ? true : null,
            },
        };
    }

    private MvcBinding? Service(BindingTarget target, MvcBinding binding)
    {
        if (!target.DeclaredType.IsReferenceType || target.Type.SpecialType == SpecialType.System_String)
        {
            reports.Add(target.Symbol, "a service is a class or an interface", controller);
            return null;
        }

        return binding with
        {
            Source = MvcSource.Services,
            Service = new ServiceModel(
                TypeNames.Of(target.Type), KeyedService.KeyOf(target.Attributes, known), target.HasDefault || target.IsMarkedNullable),
        };
    }
}
