using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace Graceful.Mvc;

/// <summary>Parsers for types that MVC parses in another way than minimal APIs do. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MvcParsers
{
    private const NumberStyles Floating = NumberStyles.Float | NumberStyles.AllowThousands;

    /// <summary>Parses an enumeration: a name or a number, or several of both with commas, which are combined.</summary>
    /// <remarks>As System.ComponentModel.EnumConverter, which MVC uses.</remarks>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool Enum<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, Enum
    {
        value = default;
        long all = 0;
        foreach (var part in text.Split(','))
        {
            if (!System.Enum.TryParse(text[part], ignoreCase: true, out T one))
            {
                return false;
            }

            all |= Bits(one);
        }

        value = (T)System.Enum.ToObject(typeof(T), all);
        return true;

        static long Bits(T member) => System.Enum.GetUnderlyingType(typeof(T)) == typeof(ulong)
            ? unchecked((long)Convert.ToUInt64(member, CultureInfo.InvariantCulture))
            : Convert.ToInt64(member, CultureInfo.InvariantCulture);
    }

    /// <summary>Parses an integer, which may be hexadecimal: <c>0x1f</c>, <c>&amp;h1f</c> and <c>#1f</c>.</summary>
    /// <remarks>As System.ComponentModel.BaseNumberConverter, which MVC uses.</remarks>
    /// <typeparam name="T">The type of the integer.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool WholeNumber<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, INumberBase<T>
    {
        text = text.Trim();
        var digits = text.StartsWith('#') ? text[1..]
            : text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("&h", StringComparison.OrdinalIgnoreCase)
                ? text[2..]
                : default;
        return digits.IsEmpty
            ? T.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value)
            : T.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Parses bytes in Base64.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The bytes.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool Base64(ReadOnlySpan<char> text, out byte[] value)
    {
        value = new byte[text.Length];
        var isParsed = Convert.TryFromBase64Chars(text, value, out var count);
        System.Array.Resize(ref value, count);
        return isParsed;
    }

    /// <summary>Parses one character, around which white space is ignored.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool Character(ReadOnlySpan<char> text, out char value)
    {
        text = text.Length > 1 ? text.Trim() : text;
        value = text.Length == 1 ? text[0] : default;
        return text.Length == 1;
    }

    /// <summary>Parses a point in time: in the time zone of the server when the text has no offset.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool PointInTime(ReadOnlySpan<char> text, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out value);

    /// <summary>Parses a floating-point number, which may have thousands separators.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool DoublePrecision(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, Floating, CultureInfo.InvariantCulture, out value);

    /// <summary>Parses a floating-point number, which may have thousands separators.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool SinglePrecision(ReadOnlySpan<char> text, out float value) =>
        float.TryParse(text, Floating, CultureInfo.InvariantCulture, out value);

    /// <summary>Parses a decimal number, which may have thousands separators and an exponent.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when the text could be parsed.</returns>
    public static bool DecimalNumber(ReadOnlySpan<char> text, out decimal value) =>
        decimal.TryParse(text, Floating, CultureInfo.InvariantCulture, out value);
}
