using Graceful.Generators.Collections;

namespace Graceful.Generators.RouteTree;

/// <summary>Parses the text between the braces: <c>*name:constraint(argument):constraint=default?</c>.</summary>
internal static class RouteParameterParser
{
    private static readonly char[] NotInNames = ['/', '{', '}', '?', '*'];

    public static RouteParameter? Parse(string text, out RouteError? error)
    {
        var (start, end) = (Math.Min(text.TakeWhile(c => c == '*').Count(), 2), text.Length);
        var isCatchAll = start > 0;
        var isOptional = end > 0 && text[end - 1] == '?';
        if (isOptional)
        {
            end--;
        }

        // A name may begin with a character that otherwise introduces constraints or defaults.
        var index = start + 1;
        while (index < end && text[index] is not (':' or '='))
        {
            index++;
        }

        var name = start < end ? text.Substring(start, index - start) : string.Empty;
        var constraints = new List<RouteConstraint>();
        while (index < end && text[index] == ':')
        {
            var from = index + 1;
            index = EndOfConstraint(text, from, end);
            if (index > from)
            {
                if (RouteConstraint.Parse(text.Substring(from, index - from), out error) is not { } constraint)
                {
                    return null;
                }

                constraints.Add(constraint);
            }
        }

        var defaultValue = index < end && text[index] == '=' ? text.Substring(index + 1, end - index - 1) : null;
        error = RouteError.Of(name.Length == 0 || name.IndexOfAny(NotInNames) >= 0 ? $"'{name}' cannot be the name of a parameter"
            : isCatchAll && isOptional ? $"the catch-all parameter '{name}' is optional anyway: leave out its '?'"
            : isOptional && defaultValue is not null
                ? $"the parameter '{name}' is optional and has a default value: it can be one or have the other"
            : null);
        return error is not null ? null : new RouteParameter(name, isOptional, isCatchAll, defaultValue, constraints.ToEquatableArray())
        {
            KeepsSlashes = text.StartsWith("**", StringComparison.Ordinal),
        };
    }

    /// <summary>
    /// Arguments may contain constraint separators and parentheses: an argument ends at the parenthesis that is followed by a constraint,
    /// a default or the end, and from an inner separator on at the next one.
    /// </summary>
    private static int EndOfConstraint(string text, int index, int end)
    {
        var inArgument = false;
        for (; index < end; index++)
        {
            var c = text[index];
            if (!inArgument)
            {
                if (c is ':' or '=')
                {
                    return index;
                }

                inArgument = c == '(';
            }
            else if (c == ')')
            {
                if (index + 1 == end || text[index + 1] is ':' or '=')
                {
                    return index + 1;
                }
            }
            else if (c is ':' or '=')
            {
                var close = text.IndexOf(')', index + 1);
                if (close < 0)
                {
                    return index;
                }

                index = close;
            }
        }

        return end;
    }
}
