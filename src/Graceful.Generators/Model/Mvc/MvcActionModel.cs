using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>The additional facts about an action of an MVC controller.</summary>
/// <param name="Controller">The route value <c>controller</c>.</param>
/// <param name="Action">The route value <c>action</c>.</param>
/// <param name="Area">The route value <c>area</c>; null for none.</param>
/// <param name="IsApi">True when the controller has <c>[ApiController]</c>.</param>
/// <param name="ControllerMetadataCount">The number of attributes that are the controller's.</param>
/// <param name="Return">The result of the method.</param>
/// <param name="Objects">The types that are bound member by member.</param>
internal sealed record MvcActionModel(
    string Controller,
    string Action,
    string? Area,
    bool IsApi,
    int ControllerMetadataCount,
    MvcReturnModel Return,
    EquatableArray<MvcObjectModel> Objects)
{
    /// <summary>True when <c>[ApiController]</c> infers the sources of the parameters.</summary>
    public bool InfersSources { get; init; }
}

/// <summary>A model that a controller validates itself.</summary>
/// <param name="Type">The declared type.</param>
/// <param name="Nested">How the objects in it are validated; null when they are not.</param>
internal sealed record MvcModelModel(string Type, NestedModel? Nested);

/// <param name="Kind">The use of the value.</param>
/// <param name="IsAsync">True when it is in a task.</param>
/// <param name="Type">The type of the value; null for none.</param>
internal sealed record MvcReturnModel(MvcReturnKind Kind, bool IsAsync, string? Type)
{
    /// <summary>Gets the declared return type; null for <c>void</c>.</summary>
    public string? Declared { get; init; }
}

internal enum MvcReturnKind
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>An <c>IActionResult</c>.</summary>
    Result,

    /// <summary>An <c>ActionResult&lt;T&gt;</c>.</summary>
    Converted,

    /// <summary>An <c>IResult</c>.</summary>
    HttpResult,

    /// <summary>A value, which becomes an <c>ObjectResult</c>.</summary>
    Value,
}
