using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Graceful.Validation;

/// <summary>What carries annotations: a property of an object, or an argument of an action. Made by generated code, once.</summary>
/// <param name="name">What the source calls it.</param>
/// <param name="display">Its <c>[Display]</c>.</param>
/// <param name="json">What <c>[JsonPropertyName]</c> calls it; otherwise the app's naming policy decides.</param>
/// <param name="bound">What the client calls it where it does not come from JSON, when that is another name.</param>
/// <param name="isJson">Of an argument: whether what is in it was read from JSON.</param>
/// <param name="isForm">Of a collection that is an argument: whether it is the form itself, so that its items have no name in front.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ValidatedMember(
    string name, DisplayAttribute? display = null, string? json = null, string? bound = null, bool isJson = false, bool isForm = false)
{
    /// <summary>What the source calls it.</summary>
    public string Name => name;

    /// <summary>What messages call it: asked each time, since it may be in resources of several languages.</summary>
    public string DisplayName => display?.GetName() is { Length: > 0 } shown ? shown : name;

    internal string? JsonName => json;

    internal string BoundName => bound ?? name;

    internal bool IsJson => isJson;

    internal bool IsForm => isForm;
}
