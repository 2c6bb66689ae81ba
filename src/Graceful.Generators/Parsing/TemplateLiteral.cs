using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Graceful.Generators.Parsing;

/// <summary>Maps characters of a template to the source: for string literals of every kind that end on the same line.</summary>
internal static class TemplateLiteral
{
    /// <returns>Null when the template is not a single literal.</returns>
    public static Location? Locate(AttributeData attribute, int start, int length) =>
        attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax && Token(syntax) is { } token &&
            Span(token, start, length) is { } span
            ? Location.Create(syntax.SyntaxTree, span)
            : null;

    /// <summary>Returns the literal that is the first argument of the attribute.</summary>
    public static SyntaxToken? Token(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(
            argument => argument.NameEquals is null)?.Expression is LiteralExpressionSyntax literal &&
        literal.Token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
            ? literal.Token
            : null;

    /// <summary>Returns the span of the characters in the file.</summary>
    public static TextSpan? Span(SyntaxToken token, int start, int length)
    {
        var value = token.ValueText;
        if (length <= 0 || start < 0 || start + length > value.Length)
        {
            return null;
        }

        var places = Places(token.Text, value, token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken));
        return places is null ? null : TextSpan.FromBounds(token.SpanStart + places[start], token.SpanStart + places[start + length]);
    }

    /// <summary>Returns the index in the token of each character of the value, and of its end.</summary>
    private static int[]? Places(string text, string value, bool isRaw)
    {
        var count = value.Length;
        var places = new int[count + 1];
        if (isRaw)
        {
            var quotes = text.TakeWhile(c => c == '"').Count();
            for (var i = 0; i <= count; i++)
            {
                places[i] = quotes + i;
            }

            return places;
        }

        var isVerbatim = text.StartsWith("@", StringComparison.Ordinal);
        var index = isVerbatim ? 2 : 1;
        for (var i = 0; i < count; i++)
        {
            if (index >= text.Length)
            {
                return null;
            }

            places[i] = index;
            if (text[index] == '\\' && !isVerbatim && char.IsHighSurrogate(value[i]) && text[index + 1] == 'U' && i + 1 < value.Length)
            {
                // One escape for both halves of a surrogate pair.
                places[++i] = index;
            }

            index += text[index] == '\\' && !isVerbatim ? EscapeLength(text, index) : text[index] == '"' ? 2 : 1;
        }

        places[count] = index;
        return index < text.Length ? places : null;
    }

    private static bool IsHexDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    private static int EscapeLength(string text, int index)
    {
        switch (index + 1 < text.Length ? text[index + 1] : '\0')
        {
            case 'u':
                return 6;
            case 'U':
                return 10;
            case 'x':
                var digits = 0;
                while (digits < 4 && index + 2 + digits < text.Length && IsHexDigit(text[index + 2 + digits]))
                {
                    digits++;
                }

                return 2 + digits;
            default:
                return 2;
        }
    }
}
