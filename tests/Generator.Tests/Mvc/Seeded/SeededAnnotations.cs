using Generator.Tests.Corpus;

namespace Generator.Tests.Mvc.Seeded;

/// <summary>Annotations that fit a type.</summary>
internal sealed class SeededAnnotations(Choices choices)
{
    private static readonly string[] OfTexts =
    [
        "StringLength(8)", "StringLength(8, MinimumLength = 2)", "MinLength(2)", "MaxLength(3)", "RegularExpression(\"^[a-z]+$\")",
        "EmailAddress", "Url", "Phone", "Length(1, 4)", "AllowedValues(\"a\", \"abc\", null)", "DeniedValues(\"a\")", "Base64String",
        "StringLength(3, ErrorMessage = \"{0} at most {1}\")", "CreditCard",
    ];

    private static readonly string[] OfNumbers =
    [
        "Range(1, 10)", "Range(0.5, 50.5)", "Even", "Range(2, 20, ErrorMessage = \"{0} between {1} and {2}\")",
        "Range(1, 5, MinimumIsExclusive = true)",
    ];

    private static readonly string[] OfIntegers =
        [.. OfNumbers, "AllowedValues(3, 42)", "DeniedValues(5)", "AllowedValues(3, null)"];

    private static readonly string[] OfLists = ["MinLength(1)", "MaxLength(2)", "Length(1, 3)"];

    private static readonly string[] OfAll =
        ["Required", "Required(ErrorMessage = \"give {0}\")", "Required(AllowEmptyStrings = true)", "BindRequired"];

    private static readonly string[] Displays = ["Display(Name = \"Shown {0}\")", "Display(Description = \"no name\")"];

    /// <summary>Returns attributes without brackets.</summary>
    public IEnumerable<string> Of(SeededType type, bool isBound)
    {
        if (choices.OneIn(6))
        {
            var one = choices.Of(OfAll);
            if (isBound || one != "BindRequired")
            {
                yield return one;
            }
        }

        if (choices.OneIn(12))
        {
            yield return choices.Of(Displays);
        }

        if (choices.OneIn(3))
        {
            var fitting = type switch
            {
                SimpleType { IsText: true } => OfTexts,
                SimpleType { Written: "int" } => OfIntegers,
                SimpleType { Kind: SimpleKind.Number } => OfNumbers,
                ListType { Format: "{0}[]" or "List<{0}>" } => OfLists,
                _ => null,
            };
            if (fitting is not null)
            {
                yield return choices.Of(fitting);
            }
        }
    }
}
