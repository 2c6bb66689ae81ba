using System.ComponentModel.DataAnnotations;

namespace Conduit.Errors;

/// <summary>Rejects blank text, also in a list. As with most annotations, null is valid: <c>[Required]</c> rejects it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class NotBlankAttribute() : ValidationAttribute(Messages.Blank)
{
    public override bool IsValid(object? value) => value switch
    {
        string text => !string.IsNullOrWhiteSpace(text),
        IEnumerable<string?> texts => !texts.Any(string.IsNullOrWhiteSpace),
        _ => true,
    };
}
