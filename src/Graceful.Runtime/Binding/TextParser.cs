using System.ComponentModel;
using System.Globalization;

namespace Graceful.Binding;

/// <summary>Parses the text of an argument. Used by generated code.</summary>
/// <typeparam name="T">The type of the argument.</typeparam>
/// <param name="text">The text, decoded.</param>
/// <param name="value">The value.</param>
/// <returns>True when the text is a value of the type.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool TextParser<T>(ReadOnlySpan<char> text, out T value);

/// <summary>Parsers for types that do not parse spans themselves, or not as ASP.NET Core does. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TextParsers
{
    /// <summary>Parses an enumeration: a name, several names with commas, or a number. Case is ignored.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool Enum<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, Enum => System.Enum.TryParse(text, ignoreCase: true, out value);

    /// <summary>Parses a type that parses spans itself.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool Span<T>(ReadOnlySpan<char> text, out T value)
        where T : ISpanParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out value!);

    /// <summary>Returns the text unchanged: the key of a dictionary.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Always true.</returns>
    public static bool Text(ReadOnlySpan<char> text, out string value)
    {
        value = text.ToString();
        return true;
    }

    /// <summary>Parses a type that parses only strings.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool Parsable<T>(ReadOnlySpan<char> text, out T value)
        where T : IParsable<T> => T.TryParse(text.ToString(), CultureInfo.InvariantCulture, out value!);

    /// <summary>Parses a date and time: in UTC when the text has an offset, otherwise of unspecified kind, as in minimal APIs.</summary>
    /// <remarks>The result does not depend on the time zone of the server.</remarks>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool DateTime(ReadOnlySpan<char> text, out DateTime value) => System.DateTime.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out value);

    /// <summary>Parses a point in time: in UTC when the text has no offset, as in minimal APIs.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool DateTimeOffset(ReadOnlySpan<char> text, out DateTimeOffset value) => System.DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out value);

    /// <summary>Parses a floating-point number without thousands separators.</summary>
    /// <remarks>A key that appears twice in the query has a comma between its values: <c>?price=1&amp;price=2</c> is not twelve.</remarks>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool DoublePrecision(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>Parses a floating-point number without thousands separators.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool SinglePrecision(ReadOnlySpan<char> text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>Parses a decimal number without thousands separators and without an exponent.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool DecimalNumber(ReadOnlySpan<char> text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out value);

    /// <summary>Parses an absolute or relative URI.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool Uri(ReadOnlySpan<char> text, out Uri value) =>
        System.Uri.TryCreate(text.ToString(), UriKind.RelativeOrAbsolute, out value!);
}
