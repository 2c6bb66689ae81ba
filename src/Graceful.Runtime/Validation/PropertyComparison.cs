using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Graceful.Validation;

/// <summary>A <c>[Compare]</c> that only formats the message: generated code compares the properties. Created once.</summary>
/// <param name="otherProperty">The property that must be equal.</param>
/// <param name="other">The same property with its display name.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[method: UnconditionalSuppressMessage(
    "Trimming", "IL2026", Justification = "The base class reflects in IsValid, which is not called.")]
public sealed class PropertyComparison(string otherProperty, ValidatedMember other) : CompareAttribute(otherProperty)
{
    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) =>
        string.Format(CultureInfo.CurrentCulture, ErrorMessageString, name, other.DisplayName);
}
