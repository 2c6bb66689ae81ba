using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

// Objects, which are bound member by member.
internal sealed partial class MvcBinders
{
    private MvcObjectBinder? Object(ITypeSymbol declared, bool isArgument, out string? error)
    {
        if (declared is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } type ||
            type.SpecialType != SpecialType.None || !known.IsAccessible(type))
        {
            error = NoClass(declared);
            return null;
        }

        var isConcrete = type is { TypeKind: TypeKind.Class, IsAbstract: false };
        var record = isConcrete && !HasConstructor(type) ? RecordConstructor(type) : null;
        var isCreatable = isConcrete && (record is not null || HasConstructor(type));
        error = isCreatable || !isArgument ? MisplacedSource(type, isArgument)
            : isConcrete ? $"{type.ToDisplayString()} has no public constructor without parameters and is no record"
            : NoClass(type);
        if (error is not null)
        {
            return null;
        }

        if (_fields.TryGetValue(type, out var field))
        {
            return new MvcObjectBinder(TypeNames.Of(type), field);
        }

        _fields[type] = field = Field(type);
        if (Parameters(record, type, isArgument, out error) is not { } parameters ||
            Members(type, parameters, isArgument, out error) is not { } members)
        {
            return null;
        }

        _objects.Add(new MvcObjectModel(TypeNames.Of(type), field, parameters, members)
        {
            Constructor = isCreatable && CreationParser.HasRequiredMembers(type)
                ? AccessorParser.Constructor(record ?? type.InstanceConstructors.First(IsParameterless))
                : null,
            IsNotCreatable = !isCreatable,
        });
        return new MvcObjectBinder(TypeNames.Of(type), field);
    }

    private string NoClass(ITypeSymbol type) => !known.CanBeNamed(type)
        ? $"generated code cannot name {type.ToDisplayString()}"
        : $"{type.ToDisplayString()} is no class that can be created; MVC would fail on it at run time";

    /// <summary>Returns the error of a type with sources of its own that is both an argument and in an object; null without one.</summary>
    private string? MisplacedSource(INamedTypeSymbol type, bool isArgument)
    {
        if (isArgument)
        {
            _arguments.Add(type);
            return null;
        }

        return _arguments.Contains(type) && Sources.AreIn(type)
            ? $"{type.ToDisplayString()} has members with sources of their own, which are supported in the parameter itself alone, " +
                "and not in objects in it"
            : null;
    }

    /// <summary>Returns the parameters of a record's constructor; none for a class, and null when one is in error.</summary>
    private EquatableArray<MvcMemberModel>? Parameters(
        IMethodSymbol? record, INamedTypeSymbol type, bool isArgument, out string? error)
    {
        error = null;
        var found = new List<MvcMemberModel>();
        foreach (var parameter in record?.Parameters ?? [])
        {
            // As in MVC, attributes of the property, such as [property: FromQuery], have no effect.
            if (Member(parameter, parameter.Type, parameter.AppliedAttributes(), type, isArgument, out error) is not { } member)
            {
                return null;
            }

            found.Add(member with
            {
                HasDefault = parameter.HasExplicitDefaultValue,
                Source = MvcAttributes.IsBindNever(parameter.AppliedAttributes(), known) ? MvcSource.None : member.Source,
                Default = parameter.HasExplicitDefaultValue
                    ? ConstantParser.Default(parameter, parameter.Type.WithoutNullable(), MayBeNull(parameter.Type))
                    : null,
            });
        }

        return found.ToEquatableArray();
    }

    /// <summary>Returns the properties that are no parameters; null when one is in error.</summary>
    private EquatableArray<MvcMemberModel>? Members(
        INamedTypeSymbol type, EquatableArray<MvcMemberModel> parameters, bool isArgument, out string? error)
    {
        error = null;
        var found = new List<MvcMemberModel>();
        foreach (var property in Properties(type).Where(IsBound))
        {
            if (parameters.Any(parameter => parameter.Name == property.Name))
            {
                continue;
            }

            var attributes = MvcAttributes.OfProperty(property);
            if (Member(property, property.Type, attributes, property.ContainingType, isArgument, out error) is not { } member)
            {
                return null;
            }

            found.Add(member with { Setter = AccessorParser.Setter(property) });
        }

        return found.ToEquatableArray();
    }

    private string Field(INamedTypeSymbol type)
    {
        var name = string.Join("Of", type.TypeArguments.Select(argument => argument.Name).Prepend(type.Name));
        return _fields.ContainsValue(name) ? $"{name}{_fields.Count}" : name;
    }

    private MvcMemberModel? Member(
        ISymbol symbol, ITypeSymbol type, IEnumerable<AttributeData> all, INamedTypeSymbol owner, bool isArgument, out string? error)
    {
        if (symbol.Name.Length > 0 && !Identifiers.IsValid(symbol.Name))
        {
            error = $"'{symbol.Name}' has a name that is not an identifier of C#";
            return null;
        }

        var attributes = all.ToArray();
        if (attributes.FirstOrDefault(attribute => attribute.AttributeClass?.DerivesFrom(known.Mvc.Bind) == true ||
            MvcAttributes.IsUnknownBinder(attribute, known)) is { } special)
        {
            error = $"'{symbol.Name}' has [{special.AttributeClass!.Name}], which is supported on parameters alone";
            return null;
        }

        if (MvcAttributes.UnknownSetting(attributes, known) is { } unknown)
        {
            error = $"'{symbol.Name}': {unknown}";
            return null;
        }

        MvcBinderModel? binder;
        if (MvcMemberSources.Attributes(attributes, type).FirstOrDefault(Sources.IsOne) is { } source)
        {
            if (!isArgument)
            {
                error = $"'{symbol.Name}' has [{source.AttributeClass!.Name}], another source than its object, and that is supported in " +
                    "the parameter itself alone, and not in objects in it; take it as a parameter";
                return null;
            }

            binder = Sources.Parse(symbol, type, attributes, this, out error);
        }
        else
        {
            binder = Parse(type, out error, isArgument: false);
            if (binder is MvcTextBinder { Kind: MvcTextKind.String } text)
            {
                binder = text with { KeepsBlank = MvcAttributes.KeepsBlankText(attributes, known) };
            }
        }

        if (binder is null || error is not null)
        {
            error = $"'{symbol.Name}': {error}";
            return null;
        }

        return new MvcMemberModel(
            symbol.Name,
            MvcAttributes.BoundName(attributes, known),
            AnnotationMessages.Display(attributes, known),
            MvcAttributes.IsBindRequired(attributes, owner, known),
            binder)
        {
            Source = attributes.Select(attribute => MvcAttributes.SourceOf(attribute, known)).FirstOrDefault(source => source is not null),

            // Not [Required], as in MVC: the object that has the member may be missing.
            Attributes = MetadataParser.OfParameter(
                attributes.Where(attribute => attribute.AttributeClass?.DerivesFrom(known.Annotations.Required) != true), known)
                .ToEquatableArray(),
        };
    }

    /// <remarks>As in MVC, a property without a public getter is not bound.</remarks>
    private bool IsBound(IPropertySymbol property) =>
        property is
        {
            IsStatic: false, Parameters.IsEmpty: true, GetMethod.DeclaredAccessibility: Accessibility.Public,
            SetMethod.DeclaredAccessibility: Accessibility.Public,
        } &&
        property.DeclaredAccessibility == Accessibility.Public && MvcAttributes.OfProperty(property) is var attributes &&
        !MvcAttributes.IsBindNever(attributes, known) && !MvcAttributes.IsReadOnly(attributes, known);

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return type.SelfAndBases().SelectMany(one => one.GetMembers().OfType<IPropertySymbol>())
            .Where(property => property.Parameters.IsEmpty && !property.IsStatic && seen.Add(property.Name));
    }

    private static bool HasConstructor(INamedTypeSymbol type) => type.InstanceConstructors.Any(IsParameterless);

    private static bool IsParameterless(IMethodSymbol constructor) =>
        constructor is { DeclaredAccessibility: Accessibility.Public, Parameters.Length: 0 };

    /// <summary>Returns the only public constructor of a record whose parameters are all properties.</summary>
    private static IMethodSymbol? RecordConstructor(INamedTypeSymbol type)
    {
        var all = type.InstanceConstructors.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public &&
            !(constructor.Parameters.Length == 1 && constructor.Parameters[0].Type.Is(type))).ToArray();
        return type.IsRecord && all.Length == 1 ? all[0] : null;
    }
}
