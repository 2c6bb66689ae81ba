using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Graceful.Validation;

/// <summary><c>[Compare]</c> of which generated code compares the properties, and only the message is asked for. Made once.</summary>
/// <param name="otherProperty">The property that must be equal.</param>
/// <param name="other">The same with what messages call it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[method: UnconditionalSuppressMessage(
    "Trimming", "IL2026", Justification = "The base class reflects in IsValid, which is not called.")]
public sealed class PropertyComparison(string otherProperty, ValidatedMember other) : CompareAttribute(otherProperty)
{
    /// <inheritdoc/>
    public override string FormatErrorMessage(string name) =>
        string.Format(CultureInfo.CurrentCulture, ErrorMessageString, name, other.DisplayName);
}
