namespace Graceful.Generators.Parsing;

/// <summary>Finds the parameters of a template that is known to be right.</summary>
internal static class TemplateParameters
{
    /// <summary>Each with where its name stands, and where what stands between its braces does.</summary>
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

            // A name may begin with what introduces constraints and defaults.
            var stop = start + 1;
            while (stop < end && template[stop] is not (':' or '=' or '?'))
            {
                stop++;
            }

            if (stop <= end)
            {
                yield return new TemplateParameter(template.Substring(start, stop - start), start, i + 1, template.Substring(i + 1, end - i - 1));
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

/// <param name="Name">Its name.</param>
/// <param name="NameStart">Where that begins in the template.</param>
/// <param name="InsideStart">Where what stands between the braces begins.</param>
/// <param name="Inside">That, as written.</param>
internal sealed record TemplateParameter(string Name, int NameStart, int InsideStart, string Inside)
{
    /// <summary>Where a constraint stands in the template; the whole parameter where it is written with braces of its own.</summary>
    public (int Start, int Length) PlaceOf(string constraint)
    {
        var index = Inside.IndexOf(":" + constraint, StringComparison.Ordinal);
        return index < 0 ? (InsideStart, Inside.Length) : (InsideStart + index + 1, constraint.Length);
    }
}
