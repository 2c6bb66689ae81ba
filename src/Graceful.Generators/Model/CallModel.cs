using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>A call of a user's method.</summary>
/// <param name="Method">Its name in C#.</param>
/// <param name="StaticType">The type that it is called on; null for the controller's instance.</param>
/// <param name="Arguments">What is passed.</param>
/// <param name="Returns">When it is through, and what it leaves.</param>
/// <param name="Filters">What runs around it, from the outermost to the innermost.</param>
internal sealed record CallModel(
    string Method,
    string? StaticType,
    EquatableArray<ArgumentModel> Arguments,
    ReturnModel Returns,
    EquatableArray<FilterModel> Filters)
{
    public Completion Completion => Returns.Completion;

    public Result Result => Returns.Result;

    public bool IsAsync => Completion != Completion.Synchronous;

    /// <summary>Every binding, those within others included.</summary>
    public IEnumerable<BindingModel> Bindings => Arguments.SelectMany(argument => argument.Bindings);
}

/// <param name="Local">The local variable that holds it, as C# writes it.</param>
/// <param name="Type">The type of the parameter, with its question mark.</param>
/// <param name="Binding">Where the value comes from.</param>
/// <param name="CastTo">The parameter's type where the context is more derived and the method overloaded: the overload called is the one meant.</param>
/// <param name="Parameter">What is said of it to what describes endpoints; null for the arguments of hooks.</param>
internal sealed record ArgumentModel(string Local, string Type, BindingModel Binding, string? CastTo = null, ParameterModel? Parameter = null)
{
    /// <summary>The name of the local variable without the mark of a keyword.</summary>
    public string BareLocal => Local.TrimStart('@');

    /// <summary>True when the type has a question mark.</summary>
    public bool IsNullable => Type.EndsWith("?", StringComparison.Ordinal);

    /// <summary>What its annotations ask; null when there is nothing to ask.</summary>
    public ArgumentValidationModel? Validation { get; init; }

    /// <summary>It, or what it is made of.</summary>
    public IEnumerable<ArgumentModel> Parts => Binding is CompositeBinding composite
        ? composite.Members.SelectMany(member => member.Argument.Parts).Prepend(this)
        : [this];

    public IEnumerable<BindingModel> Bindings => Binding is CompositeBinding composite
        ? composite.Members.SelectMany(member => member.Argument.Bindings).Prepend(Binding)
        : [Binding];
}

/// <param name="Type">The type of the filter.</param>
/// <param name="Creation">How it is made when it is no service of the app; null when it can only be one.</param>
internal sealed record FilterModel(string Type, CreationModel? Creation);

/// <summary>What a method returns.</summary>
/// <param name="Completion">When it is through.</param>
/// <param name="Result">What it leaves.</param>
/// <param name="Type">The type that is written as JSON, or of one item of a stream; without the question mark of a nullable value type.</param>
/// <param name="IsNullableValue">Whether that is a nullable value type.</param>
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

    /// <summary>JSON of a type that is known.</summary>
    Json,

    /// <summary>An <c>object</c>: what it is, is found out when it is there.</summary>
    Anything,

    /// <summary>A JSON array, item by item.</summary>
    JsonStream,

    /// <summary>Server-sent events.</summary>
    EventStream,
}
