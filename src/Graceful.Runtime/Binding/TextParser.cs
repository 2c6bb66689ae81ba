using System.ComponentModel;
using System.Globalization;

namespace Graceful.Binding;

/// <summary>Parses the text of an argument. Used by generated code.</summary>
/// <typeparam name="T">The type of the argument.</typeparam>
/// <param name="text">The text, decoded.</param>
/// <param name="value">The value, when the text is one.</param>
/// <returns>Whether the text is a value of the type.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool TextParser<T>(ReadOnlySpan<char> text, out T value);

/// <summary>
/// Parsers for the types that do not parse spans by themselves, or not as ASP.NET Core does. Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TextParsers
{
    /// <summary>A name of the enumeration whatever its case, several with commas, or a number.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool Enum<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, Enum => System.Enum.TryParse(text, ignoreCase: true, out value);

    /// <summary>A type that parses spans by itself.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool Span<T>(ReadOnlySpan<char> text, out T value)
        where T : ISpanParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out value!);

    /// <summary>Text that stays what it is: the key of a dictionary.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Always true.</returns>
    public static bool Text(ReadOnlySpan<char> text, out string value)
    {
        value = text.ToString();
        return true;
    }

    /// <summary>A type that parses strings only.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool Parsable<T>(ReadOnlySpan<char> text, out T value)
        where T : IParsable<T> => T.TryParse(text.ToString(), CultureInfo.InvariantCulture, out value!);

    /// <summary>
    /// A time of day and date: in UTC when the text names an offset, of an unspecified kind otherwise, as in minimal APIs: what
    /// it means does not depend on where the server stands.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool DateTime(ReadOnlySpan<char> text, out DateTime value) => System.DateTime.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out value);

    /// <summary>A point in time: in UTC when the text names no offset, as in minimal APIs.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool DateTimeOffset(ReadOnlySpan<char> text, out DateTimeOffset value) => System.DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out value);

    /// <summary>
    /// A number with a fraction, without separators of thousands: a key that stands twice in the query has a comma between its
    /// values, and <c>?price=1&amp;price=2</c> is not twelve.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool DoublePrecision(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>A number with a fraction, without separators of thousands.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool SinglePrecision(ReadOnlySpan<char> text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>A decimal number, without separators of thousands and without an exponent.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool DecimalNumber(ReadOnlySpan<char> text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out value);

    /// <summary>An address, absolute or relative.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool Uri(ReadOnlySpan<char> text, out Uri value) => System.Uri.TryCreate(text.ToString(), UriKind.RelativeOrAbsolute, out value!);
}
