using System.Collections.Concurrent;
using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.TypeGraphs;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// The types of a program that are validated, because of their own annotations or those of types that they contain. Each type is
/// read once per compilation.
/// </summary>
internal sealed class ValidatedTypes(KnownTypes known)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, AnnotatedType> _read = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _validated = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, INamedTypeSymbol> _named = new(StringComparer.Ordinal);

    /// <summary>Returns how the objects in a value are validated; null when they are not.</summary>
    public NestedModel? Nested(ITypeSymbol declared) => Nested(declared, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default));

    /// <param name="declared">The type of the value.</param>
    /// <param name="collections">The collections around the value. A collection of itself contains no objects.</param>
    private NestedModel? Nested(ITypeSymbol declared, HashSet<ITypeSymbol> collections)
    {
        if (TypeWalk.IsTooLarge(declared) || !collections.Add(declared))
        {
            return null;
        }

        var isNullable = declared.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        var type = isNullable ? ((INamedTypeSymbol)declared).TypeArguments[0] : declared;
        if (!known.CanBeNamed(type) || type.IsRefLikeType)
        {
            return null;
        }

        if (ContainedTypes.OfDictionary(type, known) is var (key, value))
        {
            return Nested(value, collections) is { } item
                ? new NestedValues(TypeNames.Of(type), isNullable, TypeNames.Of(key), item)
                : null;
        }

        if (ContainedTypes.OfSequence(type) is { } element)
        {
            return Nested(element, collections) is { } item ? new NestedItems(TypeNames.Of(type), isNullable, item) : null;
        }

        return type is INamedTypeSymbol named && ContainedTypes.IsObject(named, known) && IsValidated(named)
            ? new NestedObject(TypeNames.Of(named), isNullable, Named(named).Full)
            : null;
    }

    /// <summary>Returns a model of each type that the actions of a controller validate, directly or not.</summary>
    public EquatableArray<ValidatedTypeModel> For(ControllerModel controller)
    {
        var found = new Dictionary<string, ValidatedTypeModel>(StringComparer.Ordinal);
        var waiting = new Queue<string>(controller.Actions
            .SelectMany(action => action.Call.Arguments)
            .SelectMany(argument => argument.Parts)
            .SelectMany(part => part.Validation?.Member.Nested?.Validators ?? [])
            .Concat(controller.Models.SelectMany(model => model.Nested?.Validators ?? [])));
        while (waiting.Count > 0)
        {
            var name = waiting.Dequeue();
            if (!found.ContainsKey(name))
            {
                var model = found[name] = Model(_named[name]);
                foreach (var held in model.Members.SelectMany(member => member.Nested?.Validators ?? [])
                    .Concat(model.Derived.Select(derived => derived.Validator).OfType<string>()))
                {
                    waiting.Enqueue(held);
                }
            }
        }

        return found.Values.ToEquatableArray();
    }

    /// <summary>Returns the types that are validated for a value.</summary>
    public IEnumerable<INamedTypeSymbol> Reachable(ITypeSymbol declared) =>
        Held(declared).Where(IsValidated);

    /// <summary>Returns the types of all objects in a value, with annotations or without.</summary>
    public IEnumerable<INamedTypeSymbol> Held(ITypeSymbol declared) => Objects(Walk(declared));

    /// <summary>Returns where the types in a value exceed the bounds; null when they do not.</summary>
    public TypeCut? Cut(ITypeSymbol declared) => Walk(declared).Cut;

    public AnnotatedType Read(INamedTypeSymbol type) => _read.GetOrAdd(type, one => AnnotatedType.Read(one, known));

    private ValidatedTypeModel Model(INamedTypeSymbol type)
    {
        var read = Read(type);
        return new ValidatedTypeModel(
            TypeNames.Of(type),
            TypeNames.Plain(type).Replace('+', '.'),
            ValidatorNames.Of(type),
            type.IsReferenceType && Walk(read.Holds.Select(held => ((ISymbol?)held.Member, held.Type))).Types
                .Contains(type, SymbolEqualityComparer.Default),
            read.Members(this).ToEquatableArray(),
            read.Whole,
            Derived(read).ToEquatableArray());
    }

    /// <summary>Returns the derived types, the most derived first: the first match in a type switch must be the most specific.</summary>
    private IEnumerable<DerivedTypeModel> Derived(AnnotatedType read) => read.Derived
        .OrderByDescending(Depth)
        .Select(type => new DerivedTypeModel(TypeNames.Of(type), IsValidated(type) ? Named(type).Full : null));

    private ValidatorName Named(INamedTypeSymbol type)
    {
        var name = ValidatorNames.Of(type);
        _named.TryAdd(name.Full, type);
        return name;
    }

    private bool IsValidated(INamedTypeSymbol type) =>
        _validated.GetOrAdd(type, one => Objects(Walk(one)).Any(held => Read(held).HasRules));

    private IEnumerable<INamedTypeSymbol> Objects(TypeWalk walk) =>
        walk.Types.OfType<INamedTypeSymbol>()
            .Where(type => ContainedTypes.Inner(type, known) is null && ContainedTypes.IsObject(type, known));

    private TypeWalk Walk(ITypeSymbol type) => Walk([(null, type)]);

    /// <summary>Visits the types, those of their items and those of their properties.</summary>
    private TypeWalk Walk(IEnumerable<(ISymbol? Member, ITypeSymbol Type)> roots)
    {
        var walk = new TypeWalk();
        foreach (var (member, type) in roots)
        {
            walk.Add(type, member);
        }

        while (walk.TryTake(out var type))
        {
            if (!ContainedTypes.AddInner(walk, type, member: null, known) && type is INamedTypeSymbol named &&
                ContainedTypes.IsObject(named, known))
            {
                foreach (var (member, held) in Read(named).Holds)
                {
                    walk.Add(held, member);
                }
            }
        }

        return walk;
    }

    private static int Depth(INamedTypeSymbol type)
    {
        var depth = 0;
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            depth++;
        }

        return depth;
    }
}
