using Graceful.Generators.Collections;

namespace Graceful.Generators.Model;

/// <summary>The description of an action for OpenAPI and the API explorer. The parameters are those of its call.</summary>
/// <param name="Controller">The class, as <c>typeof</c> takes it.</param>
/// <param name="Tag">The tag of the actions: the name of the class without its suffix.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="Sent">The type of the result without its task, as <c>typeof</c> takes it.</param>
/// <param name="Results">The result types that describe their own responses.</param>
internal sealed record DescriptionModel(string Controller, string Tag, string Method, string Sent, EquatableArray<string> Results)
{
    /// <summary>True when the result is a reference that may be null.</summary>
    public bool ResultMayBeNull { get; init; }
}

/// <summary>The description of a parameter, without its source.</summary>
/// <param name="Name">The name in the source.</param>
/// <param name="Type">Its type, as <c>typeof</c> takes it.</param>
/// <param name="Attributes">Its attributes, except for those that name its source.</param>
internal sealed record ParameterModel(string Name, string Type, EquatableArray<AttributeModel> Attributes)
{
    /// <summary>True for a reference that may be null.</summary>
    public bool MayBeNull { get; init; }

    /// <summary>
    /// True for a parameter without a source attribute whose type parses text by itself: as for a lambda, OpenAPI describes the text.
    /// </summary>
    public bool IsDescribedAsText { get; init; }

    /// <summary>True when its type adds metadata for each parameter of that type.</summary>
    public bool TypeDescribesParameter { get; init; }

    /// <summary>True when its type adds metadata to the endpoint.</summary>
    public bool TypeDescribesEndpoint { get; init; }
}
