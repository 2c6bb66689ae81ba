using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>What is said of an action to what describes endpoints, such as OpenAPI. Its parameters are those of its call.</summary>
/// <param name="Controller">The class, as <c>typeof</c> takes it.</param>
/// <param name="Tag">What its actions are grouped under: the name of the class without its suffix.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="Sent">What it returns when it is through, as <c>typeof</c> takes it.</param>
/// <param name="Results">The types that it may return each of which says itself what it sends.</param>
internal sealed record DescriptionModel(string Controller, string Tag, string Method, string Sent, EquatableArray<string> Results);

/// <summary>What is said of a parameter besides where it comes from.</summary>
/// <param name="Name">The name in the source.</param>
/// <param name="Type">Its type, as <c>typeof</c> takes it.</param>
/// <param name="Attributes">Its attributes, except for those that name its source.</param>
internal sealed record ParameterModel(string Name, string Type, EquatableArray<AttributeModel> Attributes)
{
    /// <summary>Whether its type adds metadata of its own for each parameter of it.</summary>
    public bool TypeDescribesParameter { get; init; }

    /// <summary>Whether its type adds metadata of its own to the endpoint.</summary>
    public bool TypeDescribesEndpoint { get; init; }
}
