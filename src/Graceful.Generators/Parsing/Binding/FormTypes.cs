using System.Globalization;
using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Finds how an argument is read from the fields of a form: what it holds, each type of object once.</summary>
internal sealed class FormTypes(KnownTypes known)
{
    private readonly Dictionary<ITypeSymbol, string> _readers = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<FormTypeModel> _models = [];

    /// <summary>The types on the way to the one that is read, each of which must have the next.</summary>
    private readonly List<ITypeSymbol> _needed = [];

    /// <summary>The member that cannot be read; null when it is the argument itself.</summary>
    public Target? Culprit { get; private set; }

    /// <summary>Why it cannot be read.</summary>
    public string? Error { get; private set; }

    /// <summary>The type that cannot be read.</summary>
    public ITypeSymbol? Wrong { get; private set; }

    public EquatableArray<FormTypeModel> Models => _models.ToEquatableArray();

    /// <param name="declared">The type, which may be nullable.</param>
    /// <param name="owner">The argument or the member that it is the type of, or of which it is in.</param>
    /// <param name="isNeeded">Whether an object cannot be made without it.</param>
    /// <returns>Null when it cannot be read.</returns>
    public FieldModel? Read(ITypeSymbol declared, Target owner, bool isNeeded)
    {
        var type = declared is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : declared;
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

        if (CollectionTypes.OfEntries(type, known) is var (contract, making))
        {
            var (key, value) = (contract.TypeArguments[0], contract.TypeArguments[1]);
            return Text(key) is not { } keyText ? Fail(type, owner, $"its key {key.ToDisplayString()} cannot be read from text")
                : Read(value, owner, isNeeded: false) is { } entry
                    ? new EntriesField(name, keyText, CollectionTypes.Written(value, contract.TypeArgumentNullableAnnotations[1]), entry, making)
                    : null;
        }

        if (CollectionTypes.OfItems(type, known) is var (item, annotation, list))
        {
            if (item.Is(known.Binding.FormFile))
            {
                return ListTypes.ElementOf(type, known, out var isList) is not null && !isList && type is not IArrayTypeSymbol ? new FileField(name, IsOne: false) : Fail(type, owner, "files are taken as IReadOnlyList<IFormFile>");
            }

            var isNullable = item.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
            return Text(isNullable ? ((INamedTypeSymbol)item).TypeArguments[0] : item) is { } one ? new TextsField(name, one, isNullable, list)
                : Read(item, owner, isNeeded: false) is { } inner ? new ItemsField(name, CollectionTypes.Written(item, annotation), inner, list)
                : null;
        }

        return Object(type, owner, isNeeded);
    }

    private ObjectField? Object(ITypeSymbol type, Target owner, bool isNeeded)
    {
        if (isNeeded && _needed.Contains(type, SymbolEqualityComparer.Default))
        {
            return (ObjectField?)Fail(type, owner, "it holds itself, and can never be complete: let the one within be null");
        }

        if (!_readers.TryGetValue(type, out var reader))
        {
            if (CompositeTypes.Members(type, owner, known, out var error) is not { } members)
            {
                return (ObjectField?)Fail(type, owner, error!);
            }

            _readers[type] = reader = Unique("Read" + type.Name);
            var before = _needed.ToArray();
            if (!isNeeded)
            {
                _needed.Clear();
            }

            _needed.Add(type);
            var model = Model((INamedTypeSymbol)type, reader, members);
            _needed.Clear();
            _needed.AddRange(before);
            if (model is null)
            {
                return null;
            }

            _models.Add(model);
        }

        return new ObjectField(TypeNames.Of(type), reader, type.IsValueType);
    }

    private FormTypeModel? Model(INamedTypeSymbol type, string reader, IReadOnlyList<CompositeMember> members)
    {
        var locals = new LocalNames(["form", "errors", "isComplete", "value"], otherwise: "Field");
        var constructor = CompositeTypes.Constructor(type, known)!;
        var setsRequired = constructor.Attribute(known.SetsRequiredMembers) is not null;
        var required = new List<IPropertySymbol>();
        var fields = new List<FormMemberModel>();
        foreach (var member in members.Where(member => member.Property is null || !IsIgnored(member.Target)))
        {
            var target = member.Target;
            var property = member.Property is null ? null : (IPropertySymbol)target.Symbol;
            var isRequired = property is { IsRequired: true } && !setsRequired;
            if (isRequired)
            {
                required.Add(property!);
            }

            var isOptional = target.IsOptional || (property is not null && !isRequired);
            if (Read(target.DeclaredType, target, !isOptional) is not { } field)
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
                property is { SetMethod.IsInitOnly: true } ? TypeNames.Of(property.ContainingType) : null));
        }

        return new FormTypeModel(TypeNames.Of(type), reader, type.IsValueType, TypeNames.Plain(type).Replace('+', '.'), fields.ToEquatableArray(), StoredTypes.Contain(type, constructor, required));
    }

    /// <summary>Text, a value of it, or null for what is none.</summary>
    private TextField? Text(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String ? new TextField("string", Parser: null, IsString: true, IsValueType: false)
        : TextTypes.IsParsed(type, known, out var parser) ? new TextField(TypeNames.Of(type), parser, IsString: false, type.IsValueType)
        : null;

    /// <summary>The Name of [FromForm], or of [DataMember], which minimal APIs go by.</summary>
    private string NameOf(Target target) =>
        target.Attribute(known.Binding.FromForm) is { } form && target.NameIn(form) is var name && name != target.Name ? name : target.NameIn(target.Attribute(known.Binding.DataMember));

    private bool IsIgnored(Target target) => target.Attribute(known.Binding.IgnoreDataMember) is not null;

    private string Unique(string name)
    {
        var unique = name;
        for (var number = 2; !_taken.Add(unique); number++)
        {
            unique = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }

    private FieldModel? Fail(ITypeSymbol type, Target culprit, string error)
    {
        (Wrong, Culprit, Error) = (type, culprit, error);
        return null;
    }
}
