using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Graceful.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Graceful.Mvc;

/// <summary>Creates binders of models. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelBinders
{
    /// <summary>Gets the binder of a text; an empty text is null.</summary>
    public static ModelBinder<string> Text { get; } = new TextBinder<string>(TextParsers.Text, allowsNull: true);

    /// <summary>Gets the binder of a text that may be empty: <c>[DisplayFormat(ConvertEmptyStringToNull = false)]</c>.</summary>
    public static ModelBinder<string> TextOrBlank { get; } =
        new TextBinder<string>(TextParsers.Text, allowsNull: true) { KeepsBlank = true };

    /// <summary>Gets the binder of one file of the form.</summary>
    public static ModelBinder<IFormFile> File { get; } = new FileBinder<IFormFile>(static files => files[0]);

    /// <summary>Returns the binder of a value.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="parser">Parses a text.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> Value<T>(TextParser<T> parser)
        where T : struct => new TextBinder<T>(parser, allowsNull: false);

    /// <summary>Returns the binder of a value that may be null.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="parser">Parses a text.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T?> Nullable<T>(TextParser<T> parser)
        where T : struct => new TextBinder<T?>(Nullably(parser), allowsNull: true);

    /// <summary>Returns the binder of an object that is parsed from one text.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="parser">Parses a text.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> Parsed<T>(TextParser<T> parser)
        where T : class => new TextBinder<T>(parser, allowsNull: true);

    /// <summary>Returns the binder of an enumeration. A number that is no member is refused.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> Enum<T>()
        where T : struct, Enum => new TextBinder<T>(
            MvcParsers.Enum, allowsNull: false, EnumMembers<T>.IsDefined, EnumMembers<T>.IsFlags);

    /// <summary>Returns the binder of an enumeration that may be null. A number that is no member is refused.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <returns>The binder.</returns>
    public static ModelBinder<T?> NullableEnum<T>()
        where T : struct, Enum => new TextBinder<T?>(
            Nullably<T>(MvcParsers.Enum), allowsNull: true, value => EnumMembers<T>.IsDefined(value.GetValueOrDefault()),
            EnumMembers<T>.IsFlags);

    /// <summary>Returns the binder of a type that has a <c>[TypeConverter]</c>.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="create">Creates the converter.</param>
    /// <param name="allowsNull">True when the type allows null.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> Converted<T>(Func<TypeConverter> create, bool allowsNull)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new ConvertedBinder<T>(create(), allowsNull);
    }

    /// <summary>Creates a type converter that generated code cannot name.</summary>
    /// <param name="converter">The class.</param>
    /// <param name="converted">The type that its constructor takes; null for one without parameters.</param>
    /// <returns>The converter.</returns>
    public static TypeConverter HiddenConverter(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type? converter, Type? converted = null)
    {
        ArgumentNullException.ThrowIfNull(converter);
        return (TypeConverter)(converted is null
            ? converter.GetConstructor([])!.Invoke([])
            : converter.GetConstructor([typeof(Type)])!.Invoke([converted]));
    }

    /// <summary>Returns the binder of an array.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="items">The binder of an item.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T[]> Array<T>(ModelBinder<T> items) => new ListBinder<T[], T>(items, static list => [.. list!]);

    /// <summary>Returns the binder of a list, or of an interface that a list implements.</summary>
    /// <typeparam name="TList">The type of the collection.</typeparam>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="items">The binder of an item.</param>
    /// <param name="create">Creates the collection from a list.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<TList> List<TList, T>(ModelBinder<T> items, Func<List<T>, TList> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new ListBinder<TList, T>(items, list => create(list!));
    }

    /// <summary>Returns the binder of a dictionary, or of an interface that it implements.</summary>
    /// <typeparam name="TDictionary">The type of the dictionary.</typeparam>
    /// <typeparam name="TKey">The type of a key.</typeparam>
    /// <typeparam name="TValue">The type of a value.</typeparam>
    /// <param name="keys">Parses a key.</param>
    /// <param name="values">The binder of a value.</param>
    /// <param name="create">Creates the dictionary.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<TDictionary> Dictionary<TDictionary, TKey, TValue>(
        TextParser<TKey> keys, ModelBinder<TValue> values, Func<Dictionary<TKey, TValue>, TDictionary> create)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(create);
        return new DictionaryBinder<TDictionary, TKey, TValue>(keys, values, dictionary => create(dictionary!));
    }

    /// <summary>Returns the binder of several files of the form.</summary>
    /// <typeparam name="T">The type of the collection.</typeparam>
    /// <param name="create">Creates the collection from files.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> Files<T>(Func<List<IFormFile>, T> create)
        where T : class => new FileBinder<T>(create);

    /// <summary>Returns files as the collection of ASP.NET Core.</summary>
    /// <param name="files">The files.</param>
    /// <returns>The collection.</returns>
    public static IFormFileCollection Collect(IReadOnlyList<IFormFile> files)
    {
        var collection = new FormFileCollection();
        collection.AddRange(files);
        return collection;
    }

    /// <summary>Returns the binder of a type that nothing can create.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="members">Its members: a value for one of them is an error.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> NotCreatable<T>(params ModelMember[] members) => new UncreatableBinder<T>(members);

    /// <summary>Returns the binder of an object that is bound member by member.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="create">Creates the object.</param>
    /// <param name="properties">Its properties.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> Members<T>(Func<T> create, params ObjectMember<T>[] properties)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(create);
        return new ObjectBinder<T>(_ => create(), [], properties);
    }

    /// <summary>Returns the binder of a record: the parameters of its constructor, then the other properties.</summary>
    /// <typeparam name="T">The type of the record.</typeparam>
    /// <param name="create">Creates the record from the values of its parameters.</param>
    /// <param name="parameters">The parameters of its constructor.</param>
    /// <param name="properties">Its other properties.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> Record<T>(Func<object?[], T> create, ModelMember[] parameters, params ObjectMember<T>[] properties)
        where T : class => new ObjectBinder<T>(create, parameters, properties);

    /// <summary>Returns the binder of a member with <c>[FromBody]</c>.</summary>
    /// <typeparam name="T">The type of the member.</typeparam>
    /// <param name="allowsEmpty">True when the body may be missing.</param>
    /// <param name="isNonNullable">True when only the implicit <c>[Required]</c> of a reference that is not nullable forbids that.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> Body<T>(bool allowsEmpty, bool isNonNullable) => new BodyBinder<T>(allowsEmpty, isNonNullable);

    /// <summary>Returns the binder of a member with <c>[FromHeader]</c>.</summary>
    /// <typeparam name="T">The type of the member.</typeparam>
    /// <param name="header">The name of the header.</param>
    /// <param name="isList">True when it takes several values, which commas separate in the header.</param>
    /// <param name="values">The binder of its values.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> Header<T>(string header, bool isList, ModelBinder<T> values) =>
        new HeaderBinder<T>(header, isList, values);

    /// <summary>Returns the binder of a member with <c>[FromServices]</c>.</summary>
    /// <typeparam name="T">The type of the service.</typeparam>
    /// <param name="isOptional">True when the service may be missing.</param>
    /// <param name="key">The key of a keyed service; null for other services.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> Service<T>(bool isOptional, object? key)
        where T : class => new ServiceBinder<T>(isOptional, key);

    /// <summary>Returns the binder of a member with <c>[ModelBinder(typeof(T))]</c>.</summary>
    /// <typeparam name="T">The type of the member.</typeparam>
    /// <param name="create">Creates the model binder of the app.</param>
    /// <param name="isRequired">True when the member is required.</param>
    /// <returns>The binder.</returns>
    public static ModelBinder<T> Custom<T>(Func<IServiceProvider, IModelBinder> create, bool isRequired) =>
        new CustomBinder<T>(create, isRequired);

    private static TextParser<T?> Nullably<T>(TextParser<T> parser)
        where T : struct => (ReadOnlySpan<char> text, out T? value) =>
        {
            var isParsed = parser(text, out var parsed);
            value = parsed;
            return isParsed;
        };
}
