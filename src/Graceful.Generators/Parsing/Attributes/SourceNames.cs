using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The names by which clients know arguments: <c>Name</c> of [FromHeader] and the other source attributes.</summary>
internal static class SourceNames
{
    /// <summary>Returns <c>Name</c> of a source attribute, or the name in the source.</summary>
    /// <param name="target">The argument.</param>
    /// <param name="attribute">The attribute; null for an argument without.</param>
    /// <param name="known">The types to compare with.</param>
    public static string Of(BindingTarget target, AttributeData? attribute, KnownTypes known) =>
        attribute is not null && Find(attribute, known) is { Value: string { Length: > 0 } name } ? name : target.Name;

    /// <summary>True when the name, or another setting of the attribute, is unknown at build time.</summary>
    public static bool IsUnknown(AttributeData attribute, KnownTypes known) =>
        !Find(attribute, known).IsKnown ||
        KeyedService.IsUnknown(attribute, known) ||
        (attribute.AttributeClass!.Implements(known.Binding.FromBody) &&
            !AttributeEvaluation.Property(attribute, known.Binding.FromBody, "AllowEmpty", known).IsKnown);

    /// <summary>True when [FromBody] allows a request without a body.</summary>
    public static bool AllowsEmptyBody(AttributeData attribute, KnownTypes known) =>
        AttributeEvaluation.Property(attribute, known.Binding.FromBody, "AllowEmpty", known).Value is true;

    /// <summary>Returns the value of <c>Name</c> by the contract that the attribute implements.</summary>
    public static AttributeValue Find(AttributeData attribute, KnownTypes known)
    {
        var contracts = new[] { known.Binding.FromRoute, known.Binding.FromQuery, known.Binding.FromHeader, known.Binding.FromForm };
        return contracts.FirstOrDefault(one => one is not null && attribute.AttributeClass?.Implements(one) is true) is { } contract
            ? AttributeEvaluation.Property(attribute, contract, "Name", known)
            : AttributeValue.Known(null);
    }
}
