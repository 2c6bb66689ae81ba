using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Graceful.Validation;

/// <summary>A member with annotations: a property of an object, or an argument of an action. Created by generated code, once.</summary>
/// <param name="name">The name in the source.</param>
/// <param name="display">The <c>[Display]</c> attribute.</param>
/// <param name="json">The name in <c>[JsonPropertyName]</c>; without it, the app's naming policy applies.</param>
/// <param name="bound">The name in the request outside JSON, when it differs from the name in the source.</param>
/// <param name="isJson">For an argument: true when it was read from JSON.</param>
/// <param name="isForm">For a collection argument: true when it is the whole form, so that its items have no name before the index.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ValidatedMember(
    string name, DisplayAttribute? display = null, string? json = null, string? bound = null, bool isJson = false, bool isForm = false)
{
    /// <summary>Gets the name in the source.</summary>
    public string Name => name;

    /// <summary>Gets the name in messages. Not cached: it may come from resources in the language of the request.</summary>
    public string DisplayName => display?.GetName() is { Length: > 0 } shown ? shown : name;

    internal string? JsonName => json;

    internal string BoundName => bound ?? name;

    internal bool IsJson => isJson;

    internal bool IsForm => isForm;
}
