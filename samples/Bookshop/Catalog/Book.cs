using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Bookshop.Catalog;

internal sealed record Book(int Id, Isbn Isbn, string Title, Genre Genre, decimal Price);

/// <summary>The body of a request that adds or changes a book.</summary>
internal sealed record BookDraft(
    [Required] string Isbn,
    [Required(AllowEmptyStrings = true), StringLength(200)] string Title,
    [EnumDataType(typeof(Genre))] Genre Genre,
    [Range(0.01, 1000)] decimal Price);

internal enum Genre
{
    Novel,
    Poetry,
    Science,
}

/// <summary>Thirteen digits; the last is a check digit. Hyphens are ignored.</summary>
[JsonConverter(typeof(IsbnConverter))]
internal readonly record struct Isbn(string Digits) : IParsable<Isbn>
{
    public override string ToString() => Digits;

    public static Isbn Parse(string text, IFormatProvider? culture) =>
        TryParse(text, culture, out var isbn)
            ? isbn
            : throw new FormatException($"'{text}' is not an ISBN: it has thirteen digits, of which the last checks the others.");

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? culture, out Isbn isbn)
    {
        var digits = text?.Replace("-", string.Empty, StringComparison.Ordinal) ?? string.Empty;
        isbn = new Isbn(digits);
        return digits.Length == 13 && digits.All(char.IsAsciiDigit)
            && digits.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;
    }
}
