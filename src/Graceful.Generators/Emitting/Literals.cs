using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Emitting;

/// <summary>Literals of C#. Emitters import it with <c>using static</c>.</summary>
internal static class Literals
{
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Literal(char character) => SymbolDisplay.FormatLiteral(character, quote: true);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns a constant of type long. The smallest long has no literal.</summary>
    public static string Number(long number) =>
        number == long.MinValue ? "long.MinValue" : number.ToString(CultureInfo.InvariantCulture);
}
