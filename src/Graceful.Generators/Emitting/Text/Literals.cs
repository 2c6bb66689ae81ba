using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Emitting;

/// <summary>Literals of C#. Emitters import it with <c>using static</c>.</summary>
internal static class Literals
{
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Literal(char character) => SymbolDisplay.FormatLiteral(character, quote: true);

    /// <summary>
    /// Returns text of the user for a comment: on one line, and with an escape for each character that a reader would not see.
    /// </summary>
    public static string Comment(string text)
    {
        var comment = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                comment.Append(text[i]).Append(text[++i]);
            }
            else if (IsVisible(text[i]))
            {
                comment.Append(text[i]);
            }
            else
            {
                comment.Append("\\u").Append(((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        return comment.ToString();
    }

    /// <summary>Returns text of the user for a documentation comment.</summary>
    public static string Documentation(string text) => Comment(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns a constant of type long. The smallest long has no literal.</summary>
    public static string Number(long number) =>
        number == long.MinValue ? "long.MinValue" : number.ToString(CultureInfo.InvariantCulture);

    private static bool IsVisible(char character) => char.GetUnicodeCategory(character) is not (
        UnicodeCategory.Control or
        UnicodeCategory.Format or
        UnicodeCategory.LineSeparator or
        UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.Surrogate or
        UnicodeCategory.OtherNotAssigned);
}
