namespace Graceful.Generators.Parsing;

/// <summary>Texts with placeholders for the arguments of a constructor, which its callers know.</summary>
internal static class Placeholders
{
    // No template has these characters, and they can be read in generated code.
    private const char Start = '\u27E8';
    private const char End = '\u27E9';

    /// <summary>Returns the placeholder of a parameter.</summary>
    public static string Of(int parameter) => $"{Start}{parameter}{End}";

    /// <summary>True for a value that depends on an argument: code must not compare it.</summary>
    public static bool IsIn(object? value) => value is string text && text.IndexOf(Start) >= 0;

    /// <summary>Replaces the placeholders by the arguments. The text may be one placeholder, and then be any value.</summary>
    public static AttributeValue Replace(string? text, IReadOnlyList<AttributeValue> arguments)
    {
        if (text is null || !IsIn(text))
        {
            return AttributeValue.Known(text);
        }

        var result = string.Empty;
        for (var i = 0; i < text.Length; i++)
        {
            var end = text[i] == Start ? text.IndexOf(End, i) : -1;
            if (end < 0 || !int.TryParse(text.Substring(i + 1, end - i - 1), out var index) || index < 0 || index >= arguments.Count)
            {
                result += text[i];
                continue;
            }

            var argument = arguments[index];
            if (!argument.IsKnown || (i == 0 && end == text.Length - 1))
            {
                return argument;
            }

            if (argument.Value is not (null or string or >= 0))
            {
                return AttributeValue.Unknown($"the text of '{argument.Value}' depends on the culture");
            }

            result += argument.Value;
            i = end;
        }

        return AttributeValue.Known(result);
    }
}
