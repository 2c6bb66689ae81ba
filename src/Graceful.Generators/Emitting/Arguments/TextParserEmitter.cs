using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the delegate that parses a text.</summary>
internal static class TextParserEmitter
{
    private const string Parsers = "global::Graceful.Binding.TextParsers";
    private const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    /// <summary>Returns the argument for the parser, with a comma before it; empty for a type that parses spans by itself.</summary>
    public static string Argument(TextParserModel? parser, string type) => parser is null ? string.Empty : ", " + Expression(parser, type);

    /// <summary>Returns the parser, also of a type that parses spans by itself.</summary>
    public static string Expression(TextField text) =>
        text.Parser is { } parser ? Expression(parser, text.Type)
        : text.IsString ? $"{Parsers}.Text"
        : $"{Parsers}.Span<{text.Type}>";

    private static string Expression(TextParserModel parser, string type) => parser.Kind switch
    {
        TextParserKind.Parsable => $"{Parsers}.Parsable<{type}>",
        TextParserKind.Enum => $"{Parsers}.Enum<{type}>",
        TextParserKind.DateTime => $"{Parsers}.DateTime",
        TextParserKind.DateTimeOffset => $"{Parsers}.DateTimeOffset",
        TextParserKind.Double => $"{Parsers}.DoublePrecision",
        TextParserKind.Single => $"{Parsers}.SinglePrecision",
        TextParserKind.Decimal => $"{Parsers}.DecimalNumber",
        TextParserKind.FloatingPoint =>
            TryParse(parser with { Holder = type }, type, $"text, global::System.Globalization.NumberStyles.Float, {Invariant}"),
        TextParserKind.Uri => $"{Parsers}.Uri",
        TextParserKind.TryParseSpanWithCulture => TryParse(parser, type, $"text, {Invariant}"),
        TextParserKind.TryParseSpan => TryParse(parser, type, "text"),
        TextParserKind.TryParseTextWithCulture => TryParse(parser, type, $"text.ToString(), {Invariant}"),
        TextParserKind.TryParseText => TryParse(parser, type, "text.ToString()"),
        _ => throw new InvalidOperationException($"No parser is known for {parser.Kind}."),
    };

    private static string TryParse(TextParserModel parser, string type, string arguments) =>
        $"static (global::System.ReadOnlySpan<char> text, out {type} value) => {parser.Holder}.TryParse({arguments}, out value!)";
}
