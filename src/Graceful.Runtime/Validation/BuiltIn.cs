using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Graceful.Validation;

/// <summary>Runs annotations of .NET that throw on some values a client can send. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BuiltIn
{
    /// <summary>Runs an annotation that converts the value: a range of another type, or an enumeration.</summary>
    /// <param name="annotation">The annotation.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the value is valid; false when it is too large to be converted.</returns>
    public static bool Allows(ValidationAttribute annotation, object? value)
    {
        ArgumentNullException.ThrowIfNull(annotation);
        try
        {
            return annotation.IsValid(value);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>Matches a whole value against a pattern.</summary>
    /// <param name="pattern">The annotation, which caches its <see cref="Regex"/>.</param>
    /// <param name="value">The value.</param>
    /// <returns>
    /// True when the value matches; false when matching takes longer than
    /// <see cref="RegularExpressionAttribute.MatchTimeoutInMilliseconds"/>.
    /// </returns>
    public static bool Matches(RegularExpressionAttribute pattern, object? value)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        try
        {
            return pattern.IsValid(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
