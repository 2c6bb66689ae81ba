namespace Graceful.Generators.Model;

/// <summary>The parsing of text to a type that does not implement <c>ISpanParsable</c>.</summary>
/// <param name="Kind">Which method parses it.</param>
/// <param name="Holder">The type that declares <c>TryParse</c>; null for other kinds.</param>
internal sealed record TextParserModel(TextParserKind Kind, string? Holder = null);

internal enum TextParserKind
{
    /// <summary>The type implements <c>IParsable</c>.</summary>
    Parsable,

    Enum,
    DateTime,
    DateTimeOffset,
    Double,
    Single,
    Decimal,

    /// <summary>A number of another size: <c>Half</c> and <c>NFloat</c>.</summary>
    FloatingPoint,

    Uri,

    /// <summary><c>TryParse(ReadOnlySpan&lt;char&gt;, IFormatProvider, out T)</c>.</summary>
    TryParseSpanWithCulture,

    /// <summary><c>TryParse(ReadOnlySpan&lt;char&gt;, out T)</c>.</summary>
    TryParseSpan,

    /// <summary><c>TryParse(string, IFormatProvider, out T)</c>.</summary>
    TryParseTextWithCulture,

    /// <summary><c>TryParse(string, out T)</c>.</summary>
    TryParseText,
}
