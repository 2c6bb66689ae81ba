namespace Graceful.Generators.Model;

/// <summary>An argument of an MVC action.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Name">The name of the parameter.</param>
/// <param name="BoundName">The name that an attribute sets for the request; null for none.</param>
/// <param name="Type">The type, without the question mark of a reference.</param>
internal sealed record MvcBinding(MvcSource Source, string Name, string? BoundName, string Type) : BindingModel
{
    /// <summary>The binder; null for the body, services and files.</summary>
    public MvcBinderModel? Binder { get; init; }

    /// <summary>The creation of the app's model binder that binds it; null for none.</summary>
    public CreationModel? Custom { get; init; }

    /// <summary>True when the route has a parameter of its name.</summary>
    public bool IsInRoute { get; init; }

    /// <summary>True when it has a default value, also when that value is null.</summary>
    public bool HasDefault { get; init; }

    /// <summary>The default value; null when there is none, or when it is null.</summary>
    public ConstantModel? Default { get; init; }

    /// <summary>True for a reference that is not nullable: MVC then implies <c>[Required]</c>.</summary>
    public bool IsNonNullable { get; init; }

    /// <summary>True for <c>[BindRequired]</c>.</summary>
    public bool IsBindRequired { get; init; }

    /// <summary>True when the request may omit it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>For a body: whether it may be missing; null when the options of the app decide.</summary>
    public bool? AllowsEmptyBody { get; init; }

    /// <summary>For a body: whether it is a service when the app has registered one.</summary>
    public bool MayBeService { get; init; }

    /// <summary>The service; null for others.</summary>
    public ServiceModel? Service { get; init; }

    /// <summary>For a file: which files it takes.</summary>
    public MvcFiles Files { get; init; }
}

internal enum MvcSource
{
    /// <summary>The form, the route and the query, in this order.</summary>
    All,

    /// <summary>Nothing: a parameter of a record with [BindNever].</summary>
    None,
    Route,
    Query,
    Form,
    Header,
    Body,
    Services,
    Files,
    Cancellation,
}

internal enum MvcFiles
{
    One,
    List,
    Collection,
    Form,
}

/// <summary>The way in which a model is bound.</summary>
/// <param name="Type">The type of the model, without the question mark of a reference.</param>
internal abstract record MvcBinderModel(string Type);

/// <summary>One text.</summary>
/// <param name="Bare">The type without <c>Nullable</c>.</param>
/// <param name="Kind">The kind of the type.</param>
/// <param name="Parser">The parser; null for a string and for <c>ISpanParsable</c>.</param>
/// <param name="IsNullable">True when it is a nullable value.</param>
internal sealed record MvcTextBinder(string Type, string Bare, MvcTextKind Kind, TextParserModel? Parser, bool IsNullable)
    : MvcBinderModel(Type)
{
    /// <summary>True for a string that may be empty, where MVC otherwise binds null.</summary>
    public bool KeepsBlank { get; init; }

    /// <summary>The type converter that replaces the parser; null for none.</summary>
    public MvcConverterModel? Converter { get; init; }
}

/// <summary>A type converter.</summary>
/// <param name="Type">Its class; the name of reflection when it is hidden.</param>
/// <param name="TakesType">True when its constructor takes the converted type.</param>
/// <param name="IsHidden">True for a class that generated code cannot name, such as an internal class of a library.</param>
internal sealed record MvcConverterModel(string Type, bool TakesType, bool IsHidden);

internal enum MvcTextKind
{
    String,
    Value,
    Object,
    Enum,
}

/// <summary>A collection.</summary>
/// <param name="Items">How an item is bound.</param>
/// <param name="Kind">The kind of the collection.</param>
internal sealed record MvcListBinder(string Type, MvcBinderModel Items, MvcListKind Kind) : MvcBinderModel(Type);

internal enum MvcListKind
{
    Array,
    List,
    Set,
}

/// <summary>One file of the form, or several.</summary>
/// <param name="Files">Which files it takes.</param>
internal sealed record MvcFileBinder(string Type, MvcFiles Files) : MvcBinderModel(Type);

/// <summary>A member from the JSON body.</summary>
/// <param name="AllowsEmpty">True when the body may be missing: the member is not required, or has a default value.</param>
/// <param name="IsNonNullable">True when it is required only by the implicit <c>[Required]</c> of a reference that is not nullable.</param>
internal sealed record MvcBodyBinder(string Type, bool AllowsEmpty, bool IsNonNullable) : MvcBinderModel(Type);

/// <summary>A member from a header.</summary>
/// <param name="Header">The name of the header.</param>
/// <param name="Values">How its values are bound.</param>
internal sealed record MvcHeaderBinder(string Type, string Header, MvcBinderModel Values) : MvcBinderModel(Type);

/// <summary>A member that is a service.</summary>
/// <param name="Service">The service.</param>
internal sealed record MvcServiceBinder(string Type, ServiceModel Service) : MvcBinderModel(Type);

/// <summary>A member that a model binder of the app binds.</summary>
/// <param name="Creation">How the model binder is created.</param>
/// <param name="IsRequired">True when the member is required.</param>
internal sealed record MvcCustomBinder(string Type, CreationModel Creation, bool IsRequired) : MvcBinderModel(Type);

/// <summary>A dictionary.</summary>
/// <param name="Key">How a key is parsed.</param>
/// <param name="Values">How a value is bound.</param>
internal sealed record MvcDictionaryBinder(string Type, MvcTextBinder Key, MvcBinderModel Values) : MvcBinderModel(Type);

/// <summary>An object that is bound member by member.</summary>
/// <param name="Field">The field that has its binder.</param>
internal sealed record MvcObjectBinder(string Type, string Field) : MvcBinderModel(Type);
