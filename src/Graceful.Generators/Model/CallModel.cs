namespace Graceful.Generators.Model;

/// <summary>A call of a user's method.</summary>
/// <param name="Method">Its name in C#.</param>
/// <param name="StaticType">The type that it is called on; null for the controller's instance.</param>
/// <param name="Arguments">What is passed.</param>
/// <param name="Completion">When it is through.</param>
/// <param name="Result">What it leaves.</param>
internal sealed record CallModel(
    string Method,
    string? StaticType,
    EquatableArray<ArgumentModel> Arguments,
    Completion Completion,
    Result Result)
{
    public bool IsAsync => Completion != Completion.Synchronous;
}

/// <param name="Source">Where the value comes from.</param>
/// <param name="CastTo">The parameter's type where the context is more derived and the method overloaded: the overload called is the one meant.</param>
internal sealed record ArgumentModel(ArgumentSource Source, string? CastTo = null);

internal enum ArgumentSource
{
    Context,
    HttpContext,
    RequestAborted,
}

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
}
