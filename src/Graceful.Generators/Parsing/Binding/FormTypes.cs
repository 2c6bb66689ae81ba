using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.TypeGraphs;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Parses how an argument, and each type of object in it, is read from the fields of a form. The types are queued: the path from
/// the argument to a type may be too long for recursion.
/// </summary>
internal sealed class FormTypes(KnownTypes known, ReaderNames readers)
{
    /// <summary>The maximum depth of nested collections.</summary>
    private const int MaxCollections = TypeWalk.MaxNames;

    private readonly TypeWalk _walk = new();
    private readonly Dictionary<ITypeSymbol, FormType> _types = new(SymbolEqualityComparer.Default);

    /// <summary>The member that cannot be read; null when it is the argument itself.</summary>
    public BindingTarget? Culprit { get; private set; }

    /// <summary>The reason why it cannot be read.</summary>
    public string? Error { get; private set; }

    /// <summary>The type that cannot be read.</summary>
    public ITypeSymbol? Wrong { get; private set; }

    /// <summary>The place where the types exceed the bounds of a walk; null when they do not.</summary>
    public TypeCut? Cut => _walk.Cut;

    /// <summary>The types of the objects, each after those that its members have.</summary>
    public EquatableArray<FormTypeModel> Models { get; private set; }

    /// <param name="declared">The type, which may be nullable.</param>
    /// <param name="argument">The argument.</param>
    /// <returns>Null when it cannot be read.</returns>
    public FieldModel? Read(ITypeSymbol declared, BindingTarget argument)
    {
        var roots = new List<Reference>();
        var field = Field(declared, argument, isNeeded: false, roots);
        while (Error is null && _walk.TryTake(out var type))
        {
            _types[type].Model = Model((INamedTypeSymbol)type, _types[type]);
        }

        if (Error is null)
        {
            Order(roots);
        }

        return Error is null ? field : null;
    }

    /// <param name="declared">The type, which may be nullable.</param>
    /// <param name="owner">The argument or the member that has the type, or has a collection of it.</param>
    /// <param name="isNeeded">True when an object cannot be made without it.</param>
    /// <param name="references">The objects in it are added here.</param>
    /// <param name="depth">The number of collections around it.</param>
    /// <returns>Null when it cannot be read.</returns>
    private FieldModel? Field(ITypeSymbol declared, BindingTarget owner, bool isNeeded, List<Reference> references, int depth = 0)
    {
        var type = declared.WithoutNullable();
        if (!known.CanBeNamed(type))
        {
            return Fail(type, owner, "generated code cannot name it");
        }

        if (Text(type) is { } text)
        {
            return text;
        }

        var name = TypeNames.Of(type);
        if (type.Is(known.Binding.StringValues))
        {
            return new RawField(name, RawFieldSource.Values);
        }

        if (type.Is(known.Binding.FormFiles) || type.Is(known.Binding.Form))
        {
            return new RawField(name, type.Is(known.Binding.Form) ? RawFieldSource.Form : RawFieldSource.Files);
        }

        if (type.Is(known.Binding.FormFile))
        {
            return new FileField(name, IsOne: true);
        }

        if (depth > MaxCollections)
        {
            return Fail(type, owner, "it is a collection of collections without end");
        }

        if (CollectionTypes.OfEntries(type, known) is var (contract, making))
        {
            var (key, value) = (contract.TypeArguments[0], contract.TypeArguments[1]);
            return Text(key) is not { } keyText ? Fail(type, owner, $"its key {key.ToDisplayString()} cannot be read from text")
                : Field(value, owner, isNeeded: false, references, depth + 1) is { } entry
                    ? new EntriesField(name, keyText,
                        CollectionTypes.Written(value, contract.TypeArgumentNullableAnnotations[1]), entry, making)
                    : null;
        }

        if (CollectionTypes.OfItems(type, known) is var (item, annotation, list))
        {
            if (item.Is(known.Binding.FormFile))
            {
                return ListTypes.ElementOf(type, known, out var isList) is not null && !isList && type is not IArrayTypeSymbol
                    ? new FileField(name, IsOne: false)
                    : Fail(type, owner, "files are taken as IReadOnlyList<IFormFile>");
            }

            var isNullable = item.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
            return Text(isNullable ? ((INamedTypeSymbol)item).TypeArguments[0] : item) is { } one
                    ? new TextsField(name, one, isNullable, list)
                : Field(item, owner, isNeeded: false, references, depth + 1) is { } inner
                    ? new ItemsField(name, CollectionTypes.Written(item, annotation), inner, list)
                : null;
        }

        return Object(type, owner, isNeeded, references);
    }

    private ObjectField? Object(ITypeSymbol type, BindingTarget owner, bool isNeeded, List<Reference> references)
    {
        if (!_types.TryGetValue(type, out var found))
        {
            if (!_walk.Add(type, owner.Symbol))
            {
                return (ObjectField?)Fail(type, owner, "its types do not end");
            }

            if (CompositeTypes.Members(type, owner, known, out var error) is not { } members)
            {
                return (ObjectField?)Fail(type, owner, error!);
            }

            _types.Add(type, found = new FormType(readers.Of(type), members));
        }

        references.Add(new Reference(type, owner, isNeeded));
        return new ObjectField(TypeNames.Of(type), found.Reader, type.IsValueType);
    }

    private void Order(IReadOnlyList<Reference> roots)
    {
        var types = roots.Select(root => root.Type).ToArray();
        DepthFirst.PostOrder(types.Concat(_types.Keys), type => _types[type].References.Where(one => one.IsNeeded),
            one => one.Type, out var endless);
        if (endless is not null)
        {
            Fail(endless.Type, endless.Member, "it holds itself, and can never be complete: let the one within be null");
            return;
        }

        Models = DepthFirst.PostOrder(types, type => _types[type].References, one => one.Type, out _)
            .Select(type => _types[type].Model!)
            .ToEquatableArray();
    }

    private FormTypeModel? Model(INamedTypeSymbol type, FormType form)
    {
        var locals = new LocalNames(["form", "errors", "isComplete", "value"], otherwise: "Field");
        var constructor = CompositeTypes.Constructor(type, known)!;
        var setsRequired = constructor.Attribute(known.SetsRequiredMembers) is not null;
        var required = new List<IPropertySymbol>();
        var fields = new List<FormMemberModel>();
        foreach (var member in form.Members.Where(member => member.Property is null || !IsIgnored(member.Target) ||
            (member.Target.Symbol is IPropertySymbol { IsRequired: true } && !setsRequired)))
        {
            if (member.Property is not null && IsIgnored(member.Target))
            {
                Fail(type, member.Target, $"its required member '{member.Target.Name}' has [IgnoreDataMember]");
                return null;
            }

            var target = member.Target;
            var property = member.Property is null ? null : (IPropertySymbol)target.Symbol;
            if (target.Attribute(known.Binding.FromForm) is { } source && SourceNames.IsUnknown(source, known))
            {
                Fail(target.Type, target,
                    $"the name in [{source.AttributeClass!.Name}] cannot be read at build time: set it where the attribute is applied");
                return null;
            }

            var isRequired = property is { IsRequired: true } && !setsRequired;
            if ((isRequired ? property : member.Required) is { } needed)
            {
                required.Add(needed);
            }

            var isOptional = target.IsOptional || (property is not null && !isRequired);
            if (Field(target.DeclaredType, target, !isOptional, form.References) is not { } field)
            {
                return null;
            }

            fields.Add(new FormMemberModel(
                NameOf(target),
                member.Property,
                locals.Claim(target.Name),
                field,
                target.IsNullable,
                target.Default,
                target.HasDefault,
                isRequired,
                AccessorParser.Setter(property))
            {
                AlsoSets = member.Required is { } also ? Identifiers.Escape(also.Name) : null,
            });
        }

        return new FormTypeModel(
            TypeNames.Of(type),
            form.Reader,
            type.IsValueType,
            TypeNames.Plain(type).Replace('+', '.'),
            fields.ToEquatableArray(),
            StoredTypes.Contain(type, constructor, required));
    }

    /// <summary>Returns a text field; null for a type that is not parsed from text.</summary>
    private TextField? Text(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String ? new TextField("string", Parser: null, IsString: true, IsValueType: false)
        : TextTypes.IsParsed(type, known, out var parser) ? new TextField(TypeNames.Of(type), parser, IsString: false, type.IsValueType)
        : null;

    /// <summary>Returns the Name of [FromForm], or of [DataMember], which minimal APIs use.</summary>
    private string NameOf(BindingTarget target) =>
        target.Attribute(known.Binding.FromForm) is { } form &&
            SourceNames.Of(target, form, known) is var name && name != target.Name ? name
        : target.Attribute(known.Binding.DataMember)?.Named("Name")
            is string { Length: > 0 } member ? member
        : target.Name;

    private bool IsIgnored(BindingTarget target) => target.Attribute(known.Binding.IgnoreDataMember) is not null;

    private FieldModel? Fail(ITypeSymbol type, BindingTarget culprit, string error)
    {
        (Wrong, Culprit, Error) = (type, culprit, error);
        return null;
    }

    /// <param name="reader">The name of the method that reads it.</param>
    /// <param name="members">The members to read.</param>
    private sealed class FormType(string reader, IReadOnlyList<CompositeMember> members)
    {
        public string Reader { get; } = reader;

        public IReadOnlyList<CompositeMember> Members { get; } = members;

        /// <summary>The objects in it, in the order of its members.</summary>
        public List<Reference> References { get; } = [];

        public FormTypeModel? Model { get; set; }
    }

    /// <param name="Type">The type of an object.</param>
    /// <param name="Member">The member that has it.</param>
    /// <param name="IsNeeded">True when an object cannot be made without it.</param>
    private sealed record Reference(ITypeSymbol Type, BindingTarget Member, bool IsNeeded);
}
