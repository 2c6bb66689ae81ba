using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>The source of an argument, and how it is converted to the type of the parameter.</summary>
internal abstract record BindingModel;

/// <summary>The context of the action.</summary>
internal sealed record ContextBinding : BindingModel;

/// <summary>The exception of the action, for a hook that runs after it.</summary>
/// <param name="IsThrown">False where the action has thrown nothing: null is passed.</param>
internal sealed record ExceptionBinding(bool IsThrown = true) : BindingModel;

/// <summary>A part of the request that needs no reading.</summary>
internal sealed record RequestBinding(RequestPart Part) : BindingModel;

internal enum RequestPart
{
    HttpContext,
    RequestAborted,
    Request,
    Response,
    User,
    Body,
    BodyReader,
}

/// <summary>An argument in error. Its action is reported and not emitted.</summary>
internal sealed record ErrorBinding : BindingModel;

internal sealed record ServiceBinding(ServiceModel Service) : BindingModel;

/// <summary>Text of the request, parsed.</summary>
/// <param name="Origin">The part of the request that has it.</param>
/// <param name="Name">The name that clients use.</param>
/// <param name="Slot">The slot of the route parameter; -1 for other origins.</param>
/// <param name="IsAlwaysThere">True when every route of the action has a value.</param>
/// <param name="Shape">The shape of the value.</param>
/// <param name="Type">The type of one value, without its question mark.</param>
/// <param name="Parser">How one text is parsed; null for <c>ISpanParsable</c> and for strings.</param>
/// <param name="IsOptional">True when it may be missing.</param>
/// <param name="Default">The value when it is missing; null for null.</param>
internal sealed record ValueBinding(
    ValueOrigin Origin,
    string Name,
    int Slot,
    bool IsAlwaysThere,
    ValueShape Shape,
    string Type,
    TextParserModel? Parser,
    bool IsOptional,
    ConstantModel? Default) : BindingModel
{
    /// <summary>True for [DecodeSlashes].</summary>
    public bool DecodesSlashes { get; init; }
}

internal enum ValueOrigin
{
    Route,
    Query,
    Header,
    Form,
}

internal enum ValueShape
{
    /// <summary>One string.</summary>
    Text,

    /// <summary>One value of a value type.</summary>
    Value,

    /// <summary>One value of a reference type.</summary>
    Object,

    /// <summary>A dictionary of strings: the keys of the query.</summary>
    TextDictionary,

    /// <summary>All texts, as they are.</summary>
    StringValues,

    /// <summary>An array of strings, or an interface that it implements.</summary>
    Texts,

    /// <summary>An array of values, or an interface that it implements.</summary>
    Values,

    /// <summary>An array of values of which some may be null.</summary>
    OptionalValues,

    /// <summary>A list of strings.</summary>
    TextList,

    /// <summary>A list of values.</summary>
    ValueList,

    /// <summary>A list of values of which some may be null.</summary>
    OptionalValueList,
}

/// <summary>JSON in the body.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="Type">The type, without its question mark.</param>
/// <param name="IsValueType">True when that is a value type.</param>
/// <param name="IsOptional">True when the body may be missing.</param>
/// <param name="Service">The service that it is when the running app has registered one; null when it is never a service.</param>
internal sealed record BodyBinding(string Name, string Type, bool IsValueType, bool IsOptional, ServiceModel? Service) : BindingModel
{
    /// <summary>For an IEnumerable that may be services: the type whose registration decides; null for others.</summary>
    public string? ServiceElement { get; init; }
}

/// <summary>A form in the body, or the files in it.</summary>
/// <param name="Part">Which part of the form.</param>
/// <param name="Name">The name of the field of a file.</param>
/// <param name="IsOptional">True when it may be missing.</param>
internal sealed record FormBinding(FormPart Part, string Name, bool IsOptional) : BindingModel;

internal enum FormPart
{
    Form,
    Files,
    File,
    FilesOfName,
}

/// <summary>A type with <c>static ValueTask&lt;T&gt; BindAsync(HttpContext)</c>.</summary>
/// <param name="Name">The name of the parameter.</param>
/// <param name="Type">The type that has the method.</param>
/// <param name="MayBeNull">True when the result may be null.</param>
/// <param name="IsOptional">True when null is passed on.</param>
internal sealed record SelfBinding(string Name, string Type, bool MayBeNull, bool IsOptional) : BindingModel;

/// <summary>An argument that a binder of the app reads: <c>[Bind&lt;TBinder&gt;]</c>.</summary>
/// <param name="Name">The name that the binder gets.</param>
/// <param name="Binder">The binder.</param>
/// <param name="Type">The type that it binds.</param>
/// <param name="IsValueType">True when that is a value type.</param>
/// <param name="IsOptional">True when the value may be missing.</param>
/// <param name="Default">The value when it is missing; null for null.</param>
/// <param name="Origin">The part of the request that has it; null when the binder alone knows.</param>
internal sealed record CustomBinding(
    string Name, string Binder, string Type, bool IsValueType, bool IsOptional, ConstantModel? Default, ValueOrigin? Origin) : BindingModel;

/// <summary>An object created from arguments: <c>[AsParameters]</c>.</summary>
/// <param name="Type">The type of the object.</param>
/// <param name="Members">The parameters of its constructor, then the properties that are set.</param>
internal sealed record CompositeBinding(string Type, EquatableArray<MemberModel> Members) : BindingModel;

/// <param name="Property">The property that is set; null for a parameter of the constructor.</param>
/// <param name="Argument">The value.</param>
internal sealed record MemberModel(string? Property, ArgumentModel Argument)
{
    /// <summary>The <c>required</c> property of a parameter, which the object initializer sets as well; null when there is none.</summary>
    public string? Required { get; init; }
}
