using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>The links to the actions of one controller.</summary>
/// <param name="Controller">The controller, as <see cref="ControllerModel.FullName"/> has it.</param>
/// <param name="Links">The links.</param>
internal sealed record ControllerLinks(string Controller, EquatableArray<LinkModel> Links)
{
    public bool IsPublic => Links.Any(link => link.IsPublic);
}

/// <summary>A method that makes the path and the query to which an action answers.</summary>
/// <param name="Name">Its name, as C# writes it.</param>
/// <param name="Route">The route that it leads to.</param>
/// <param name="IsPublic">Whether other assemblies may call it.</param>
/// <param name="Arguments">What it takes: what it needs first.</param>
internal sealed record LinkModel(string Name, RouteModel Route, bool IsPublic, EquatableArray<LinkArgument> Arguments)
{
    /// <summary>What C# tells methods of one name apart by.</summary>
    public string Signature => string.Join(", ", Arguments.Select(argument => argument.SignatureType));
}

/// <param name="Local">The parameter of the method, as C# writes it.</param>
/// <param name="Type">The type of one value, without a question mark.</param>
/// <param name="Place">Where it goes.</param>
/// <param name="Name">The parameter of the route, or the key of the query.</param>
/// <param name="IsValueType">Whether the type is one.</param>
/// <param name="IsRequired">Whether there is no link without it.</param>
/// <param name="IsElementNullable">Whether, of several values, some may be null.</param>
internal sealed record LinkArgument(string Local, string Type, LinkPlace Place, string Name, bool IsValueType, bool IsRequired, bool IsElementNullable)
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

    /// <summary>The key stands in the query once for each of several values.</summary>
    QueryValues,
}
