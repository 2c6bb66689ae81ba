using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A call of a user's method.</summary>
/// <param name="Method">The name of the method, as an identifier.</param>
/// <param name="StaticType">The type of a static method; null for a method of the controller's instance.</param>
/// <param name="BaseType">The base class of the controller that has the method, when its name means another one without a cast.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Returns">The result.</param>
/// <param name="Filters">The filters around it, from the outermost to the innermost.</param>
internal sealed record CallModel(
    string Method,
    string? StaticType,
    string? BaseType,
    EquatableArray<ArgumentModel> Arguments,
    ReturnModel Returns,
    EquatableArray<FilterModel> Filters)
{
    /// <summary>The delegate that is called instead of the method, in code that actions share; null for the method itself.</summary>
    public string? Delegate { get; init; }

    /// <summary>True for a method with <c>[Conditional]</c>, which cannot become a delegate.</summary>
    public bool IsConditional { get; init; }

    public Completion Completion => Returns.Completion;

    public Result Result => Returns.Result;

    public bool IsAsync => Completion != Completion.Synchronous;

    /// <summary>All bindings, including nested ones.</summary>
    public IEnumerable<BindingModel> Bindings => Arguments.SelectMany(argument => argument.Bindings);
}

/// <param name="Local">The local variable, as an identifier.</param>
/// <param name="Type">The type of the parameter, with its question mark.</param>
/// <param name="Binding">The source of the value.</param>
/// <param name="CastTo">
/// The type of the parameter, when the context is more derived and the method overloaded: the cast selects the overload.
/// </param>
/// <param name="Parameter">Its description for OpenAPI; null for the arguments of hooks.</param>
internal sealed record ArgumentModel(
    string Local, string Type, BindingModel Binding, string? CastTo = null, ParameterModel? Parameter = null)
{
    /// <summary>The name of the local variable without the mark of a keyword.</summary>
    public string BareLocal => Local.TrimStart('@');

    /// <summary>True when the type has a question mark.</summary>
    public bool IsNullable => Type.EndsWith("?", StringComparison.Ordinal);

    /// <summary>Its validation; null when it is not validated.</summary>
    public ArgumentValidationModel? Validation { get; init; }

    /// <summary>The argument, and the arguments that it is created from.</summary>
    public IEnumerable<ArgumentModel> Parts => Binding is CompositeBinding composite
        ? composite.Members.SelectMany(member => member.Argument.Parts).Prepend(this)
        : [this];

    public IEnumerable<BindingModel> Bindings => Binding is CompositeBinding composite
        ? composite.Members.SelectMany(member => member.Argument.Bindings).Prepend(Binding)
        : [Binding];
}

/// <param name="Type">The type of the filter.</param>
/// <param name="Creation">How it is created when it is not a service of the app; null when it must be a service.</param>
internal sealed record FilterModel(string Type, CreationModel? Creation);

/// <summary>The result of a method.</summary>
/// <param name="Completion">When the method completes.</param>
/// <param name="Result">The kind of the result.</param>
/// <param name="Type">The type written as JSON, or the item type of a stream, without the question mark of a nullable value type.</param>
/// <param name="IsNullableValue">True when that is a nullable value type.</param>
internal sealed record ReturnModel(Completion Completion, Result Result, string? Type = null, bool IsNullableValue = false);

internal enum Completion
{
    Synchronous,
    Task,
    ValueTask,
}

internal enum Result
{
    None,
    Text,
    HttpResult,

    /// <summary>JSON of a static type.</summary>
    Json,

    /// <summary>An <c>object</c>: its run-time type decides how it is sent.</summary>
    Anything,

    /// <summary>A JSON array, item by item.</summary>
    JsonStream,

    /// <summary>Server-sent events.</summary>
    EventStream,
}
