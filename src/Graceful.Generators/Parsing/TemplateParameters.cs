namespace Graceful.Generators.Parsing;

/// <summary>Finds the parameters of a valid template.</summary>
internal static class TemplateParameters
{
    /// <summary>Yields each parameter with the position of its name and of the text between its braces.</summary>
    public static IEnumerable<TemplateParameter> Of(string template)
    {
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] is not ('{' or '}'))
            {
                continue;
            }

            if (i + 1 < template.Length && template[i + 1] == template[i])
            {
                i++;
                continue;
            }

            var end = End(template, i + 1);
            var start = i + 1;
            while (start < end && template[start] == '*')
            {
                start++;
            }

            // The first character of a name may be a colon or an equals sign.
            var stop = start + 1;
            while (stop < end && template[stop] is not (':' or '=' or '?'))
            {
                stop++;
            }

            if (stop <= end)
            {
                yield return new TemplateParameter(template.Substring(start, stop - start), start, i + 1,
                    template.Substring(i + 1, end - i - 1));
            }

            i = end;
        }
    }

    private static int End(string template, int index)
    {
        while (index < template.Length)
        {
            var isDoubled = index + 1 < template.Length && template[index + 1] == template[index];
            if (template[index] == '}' && !isDoubled)
            {
                return index;
            }

            index += template[index] is '{' or '}' && isDoubled ? 2 : 1;
        }

        return template.Length;
    }
}

/// <param name="Name">The name.</param>
/// <param name="NameStart">The start of the name in the template.</param>
/// <param name="InsideStart">The start of the text between the braces.</param>
/// <param name="Inside">The text between the braces.</param>
internal sealed record TemplateParameter(string Name, int NameStart, int InsideStart, string Inside)
{
    /// <summary>
    /// Returns the position of a constraint in the template; that of the whole parameter when the constraint has escaped braces.
    /// </summary>
    public (int Start, int Length) PlaceOf(string constraint)
    {
        var index = Inside.IndexOf(":" + constraint, StringComparison.Ordinal);
        return index < 0 ? (InsideStart, Inside.Length) : (InsideStart + index + 1, constraint.Length);
    }
}
