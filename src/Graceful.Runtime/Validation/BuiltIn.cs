using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Graceful.Validation;

/// <summary>Where an annotation of .NET would end the request with an exception, because of what the client sent. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BuiltIn
{
    /// <summary>Whether an annotation that converts values allows one: a range of another type, or an enumeration.</summary>
    /// <param name="annotation">The annotation.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether it does; not when the value is too large to be converted.</returns>
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

    /// <summary>Whether a value matches a pattern, all of it.</summary>
    /// <param name="pattern">The annotation, which keeps its <see cref="Regex"/>.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether it does; not when that takes longer than <see cref="RegularExpressionAttribute.MatchTimeoutInMilliseconds"/>.</returns>
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
