using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>An object, a list or a dictionary from the fields of a form.</summary>
/// <param name="Name">The name of the field, for a list of texts. An object, or a collection of objects, is the form itself.</param>
/// <param name="Field">How it is read.</param>
/// <param name="IsOptional">True when it is null when the form has no field of it.</param>
/// <param name="Types">The types of the objects in it.</param>
internal sealed record FieldsBinding(string Name, FieldModel Field, bool IsOptional, EquatableArray<FormTypeModel> Types) : BindingModel
{
    /// <summary>True when an object in it cannot be created without a file.</summary>
    public bool RequiresFile => Types.Any(type =>
        type.Members.Any(member => member is { Field: FileField { IsOne: true }, IsNullable: false, IsLeftAlone: false }));

    /// <summary>True when a file is in it.</summary>
    public bool HasFiles =>
        Types.Any(type => type.Members.Any(member => member.Field.Leaf is FileField or RawField { Source: RawFieldSource.Files })) ||
        Field.Leaf is FileField;
}

/// <summary>The way in which the value at a path of a form is read.</summary>
/// <param name="Type">The type, without its question mark.</param>
internal abstract record FieldModel(string Type)
{
    /// <summary>The innermost item of lists and dictionaries.</summary>
    public FieldModel Leaf => this switch
    {
        ItemsField items => items.Item.Leaf,
        EntriesField entries => entries.Value.Leaf,
        _ => this,
    };
}

/// <summary>One text, parsed.</summary>
/// <param name="Parser">How it is parsed; null for <c>ISpanParsable</c> and for strings.</param>
/// <param name="IsString">True when it is not parsed.</param>
/// <param name="IsValueType">True when the type is a value type.</param>
internal sealed record TextField(string Type, TextParserModel? Parser, bool IsString, bool IsValueType) : FieldModel(Type);

/// <summary>Several texts, with an index each or under one name.</summary>
/// <param name="Text">One of them.</param>
/// <param name="MayBeNull">True when an empty text is null.</param>
/// <param name="Collection">How the collection is made of a list of them.</param>
internal sealed record TextsField(string Type, TextField Text, bool MayBeNull, CollectionModel Collection) : FieldModel(Type);

/// <summary>A part of the form that is passed on as it is.</summary>
internal sealed record RawField(string Type, RawFieldSource Source) : FieldModel(Type);

internal enum RawFieldSource
{
    /// <summary>All texts of one name.</summary>
    Values,

    /// <summary>The form.</summary>
    Form,

    /// <summary>All files of the form.</summary>
    Files,
}

/// <summary>A file, or all of one name.</summary>
/// <param name="IsOne">True when it is one.</param>
internal sealed record FileField(string Type, bool IsOne) : FieldModel(Type);

/// <summary>An object of which each member is a field.</summary>
/// <param name="Reader">The method that reads it.</param>
/// <param name="IsValueType">True when it is a value.</param>
internal sealed record ObjectField(string Type, string Reader, bool IsValueType) : FieldModel(Type);

/// <summary>A list whose items have paths of their own: <c>items[0]</c>.</summary>
/// <param name="ItemType">The type of an item, with its question mark.</param>
/// <param name="Item">How one is read.</param>
/// <param name="Collection">How the collection is made of a list of them.</param>
internal sealed record ItemsField(string Type, string ItemType, FieldModel Item, CollectionModel Collection) : FieldModel(Type);

/// <summary>A dictionary: <c>map[key]</c>.</summary>
/// <param name="Key">How a key is read.</param>
/// <param name="ValueType">The type of a value, with its question mark.</param>
/// <param name="Value">How a value is read.</param>
/// <param name="Collection">How the type is made of a dictionary of them.</param>
internal sealed record EntriesField(string Type, TextField Key, string ValueType, FieldModel Value, CollectionModel Collection)
    : FieldModel(Type);

/// <summary>The conversion of a list of items, or of a dictionary, to the type of a collection.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Type">The type of the constructor or of the factory; null for other kinds.</param>
internal sealed record CollectionModel(CollectionKind Kind, string? Type = null);

internal enum CollectionKind
{
    /// <summary>The list or the dictionary itself.</summary>
    Itself,

    Array,

    /// <summary>A constructor that takes it.</summary>
    Constructor,

    /// <summary>A static method <c>CreateRange</c>.</summary>
    CreateRange,
}

/// <summary>A type that is created from fields.</summary>
/// <param name="Type">The type, from <c>global::</c>.</param>
/// <param name="Reader">The name of its generated method.</param>
/// <param name="IsValueType">True when it is a value.</param>
/// <param name="Title">The readable name.</param>
/// <param name="Members">The parameters of its constructor, then the properties that are set.</param>
/// <param name="MayBePartial">
/// Whether it can be created and validated although a member could not be bound: no code of the app runs on the incomplete object.
/// </param>
internal sealed record FormTypeModel(
    string Type, string Reader, bool IsValueType, string Title, EquatableArray<FormMemberModel> Members, bool MayBePartial);

/// <param name="Name">The name that clients use.</param>
/// <param name="Property">The property that is set, as an identifier; null for a parameter of the constructor.</param>
/// <param name="Local">The local variable in generated code.</param>
/// <param name="Field">How it is read.</param>
/// <param name="IsNullable">True when it may be null.</param>
/// <param name="Default">The value of a parameter that is missing.</param>
/// <param name="HasDefault">True when it has a default value, which may be null.</param>
/// <param name="IsRequired">True when the property is <c>required</c>.</param>
/// <param name="Setter">The accessor that sets an init-only property; null for another member.</param>
internal sealed record FormMemberModel(
    string Name,
    string? Property,
    string Local,
    FieldModel Field,
    bool IsNullable,
    ConstantModel? Default,
    bool HasDefault,
    bool IsRequired,
    AccessorModel? Setter)
{
    /// <summary>The <c>required</c> property of a parameter, which the object initializer sets as well; null when there is none.</summary>
    public string? AlsoSets { get; init; }

    /// <summary>True when it keeps its initial value when the field is missing.</summary>
    public bool IsLeftAlone => Property is not null && !IsRequired;
}
