using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>The links to the actions of one controller.</summary>
/// <param name="Controller">The controller, as <see cref="ControllerModel.FullName"/> has it.</param>
/// <param name="Links">The links.</param>
internal sealed record ControllerLinks(string Controller, EquatableArray<LinkModel> Links)
{
    public bool IsPublic => Links.Any(link => link.IsPublic);
}

/// <summary>A method that returns the path and the query of an action.</summary>
/// <param name="Name">The name of the method, as an identifier.</param>
/// <param name="Route">The route.</param>
/// <param name="IsPublic">True when other assemblies can call it.</param>
/// <param name="Arguments">Its parameters, the required ones first.</param>
internal sealed record LinkModel(string Name, RouteModel Route, bool IsPublic, EquatableArray<LinkArgument> Arguments)
{
    /// <summary>The types that distinguish overloads.</summary>
    public string Signature => string.Join(", ", Arguments.Select(argument => argument.SignatureType));
}

/// <param name="Local">The parameter of the method, as an identifier.</param>
/// <param name="Type">The type of one value, without a question mark.</param>
/// <param name="Place">The part of the link.</param>
/// <param name="Name">The parameter of the route, or the key of the query.</param>
/// <param name="IsValueType">True when the type is one.</param>
/// <param name="IsRequired">True when the link needs it.</param>
/// <param name="IsElementNullable">True when some of several values may be null.</param>
internal sealed record LinkArgument(
    string Local, string Type, LinkPlace Place, string Name, bool IsValueType, bool IsRequired, bool IsElementNullable)
{
    /// <summary>The type of the method's parameter.</summary>
    public string ParameterType => Place == LinkPlace.QueryValues
        ? $"global::System.Collections.Generic.IEnumerable<{Type}{(IsElementNullable ? "?" : string.Empty)}>?"
        : IsRequired ? Type : Type + "?";

    public string SignatureType => IsValueType || Place == LinkPlace.QueryValues ? ParameterType : Type;
}

internal enum LinkPlace
{
    Route,
    Query,

    /// <summary>The key is repeated in the query for each value.</summary>
    QueryValues,
}
