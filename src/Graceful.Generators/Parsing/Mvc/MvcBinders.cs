using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Parses how a type is bound from the route, the query or the form by the rules of MVC.</summary>
internal sealed partial class MvcBinders(KnownTypes known, ParseObserver? observer)
{
    private readonly HashSet<ITypeSymbol> _arguments = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, string> _fields = new(SymbolEqualityComparer.Default);
    private readonly List<MvcObjectModel> _objects = [];

    /// <summary>The types that are bound member by member, those of all arguments so far.</summary>
    public EquatableArray<MvcObjectModel> Objects => _objects.ToEquatableArray();

    /// <summary>The members that are not parts of their object.</summary>
    public MvcMemberSources Sources { get; } = new(known, observer);

    /// <summary>True for a type that is one text: MVC calls all others complex.</summary>
    public bool IsText(ITypeSymbol declared) =>
        declared.WithoutNullable() is var type && (type.SpecialType == SpecialType.System_String ||
            TextTypes.IsParsed(type, known, out _) || MvcTypeConverters.Of(type, known) is not null);

    /// <summary>Returns which files of the form the type takes; null for other types.</summary>
    public MvcFiles? FilesOf(ITypeSymbol type) =>
        type.Is(known.Binding.FormFile) ? MvcFiles.One
        : type.Is(known.Binding.FormFiles) ? MvcFiles.Collection
        : type.Is(known.Binding.Form) ? MvcFiles.Form
        : ListTypes.ElementOf(type, known, out _).Is(known.Binding.FormFile) ? MvcFiles.List
        : null;

    /// <param name="declared">The type.</param>
    /// <param name="error">The reason why it cannot be bound; null when it can.</param>
    /// <param name="isArgument">False for the types in an argument: MVC fails on them only when a request has values for them.</param>
    /// <returns>Null when the type cannot be bound.</returns>
    public MvcBinderModel? Parse(ITypeSymbol declared, out string? error, bool isArgument = true)
    {
        error = null;
        if (FilesOf(declared) is { } files and not MvcFiles.Form)
        {
            return new MvcFileBinder(TypeNames.Of(declared), files);
        }

        var bare = declared.WithoutNullable();
        if (MvcAttributes.BinderOf([], bare, known) is not null)
        {
            error = $"{bare.ToDisplayString()} has [ModelBinder], which is supported for parameters of that type alone";
            return null;
        }

        if (MvcAttributes.UnknownBinder([], bare, known) is { } unknown)
        {
            error = unknown;
            return null;
        }

        if (bare.SpecialType == SpecialType.System_String)
        {
            return new MvcTextBinder("string", "string", MvcTextKind.String, Parser: null, IsNullable: false);
        }

        if (bare is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte })
        {
            // As in MVC, an array of bytes is one text in Base64.
            return new MvcTextBinder(TypeNames.Of(declared), "byte[]", MvcTextKind.Object, Parser: null, IsNullable: false);
        }

        // As in MVC, a converter takes precedence over TryParse.
        var converter = MvcTypeConverters.Of(bare, known);
        if (TextTypes.IsParsed(bare, known, out var parser) || converter is not null)
        {
            var kind = bare.TypeKind == TypeKind.Enum ? MvcTextKind.Enum : bare.IsValueType ? MvcTextKind.Value : MvcTextKind.Object;
            return new MvcTextBinder(TypeNames.Of(declared), TypeNames.Of(bare), kind, parser, !bare.Is(declared))
            {
                Converter = converter,
            };
        }

        error = MvcTypeConverters.Unknown(bare, known);
        if (error is not null)
        {
            return null;
        }

        if (CollectionTypes.OfEntries(declared, known) is { Contract.TypeArguments: var pair })
        {
            return Dictionary(declared, pair[0], pair[1], out error);
        }

        if (ListOf(declared) is var (item, listKind))
        {
            return Parse(item, out error, isArgument: false) is { } items
                ? new MvcListBinder(TypeNames.Of(declared), items, listKind)
                : null;
        }

        return Object(declared, isArgument, out error);
    }

    /// <summary>True for a class that has a property with a source of its own, such as [FromQuery].</summary>
    /// <remarks>As in MVC, the properties of a record that are parameters of its constructor do not count.</remarks>
    public bool HasPropertyWithSource(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class } named &&
        Properties(named)
            .Where(property => ValidatedProperties.Parameter(named, property) is null)
            .SelectMany(property => MvcMemberSources.Attributes(MvcAttributes.OfProperty(property), property.Type))
            .Any(attribute => MvcAttributes.SourceOf(attribute, known) is not null || Sources.IsOne(attribute));

    private static bool MayBeNull(ITypeSymbol type) => type.IsReferenceType || !type.WithoutNullable().Is(type);

    private (ITypeSymbol Item, MvcListKind Kind)? ListOf(ITypeSymbol type) =>
        type is IArrayTypeSymbol { Rank: 1 } array ? (array.ElementType, MvcListKind.Array)
        : ListTypes.ElementOf(type, known, out _) is { } element ? (element, MvcListKind.List)
        : type is INamedTypeSymbol { TypeArguments.Length: 1, Name: "HashSet" or "ISet" or "IReadOnlySet" } set &&
            set.ContainingNamespace.ToDisplayString() == "System.Collections.Generic" ? (set.TypeArguments[0], MvcListKind.Set)
        : null;

    private MvcDictionaryBinder? Dictionary(ITypeSymbol declared, ITypeSymbol key, ITypeSymbol value, out string? error)
    {
        if (declared is not INamedTypeSymbol { Name: "Dictionary" or "IDictionary" or "IReadOnlyDictionary" } ||
            Parse(key, out error) is not MvcTextBinder { Converter: null } keys)
        {
            error = $"{declared.ToDisplayString()} is not Dictionary<TKey, TValue> with a key that is parsed from text";
            return null;
        }

        return Parse(value, out error, isArgument: false) is { } values
            ? new MvcDictionaryBinder(TypeNames.Of(declared), keys, values)
            : null;
    }
}
