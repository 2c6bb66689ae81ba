using System.Globalization;
using System.Text.RegularExpressions;

namespace Graceful.Generators.RouteTree;

/// <summary>A condition on the value of a parameter.</summary>
/// <param name="Text">As written: <c>range(1,10)</c>.</param>
/// <param name="Kind">The kind of constraint.</param>
/// <param name="Least">The smaller or only number among its arguments.</param>
/// <param name="Most">The larger or only number.</param>
/// <param name="Expression">The argument of <c>regex</c>.</param>
internal sealed record RouteConstraint(string Text, ConstraintKind Kind, long Least = 0, long Most = 0, string? Expression = null)
{
    private static readonly Dictionary<string, ConstraintKind> Kinds = Enum.GetValues(typeof(ConstraintKind))
        .Cast<ConstraintKind>()
        .ToDictionary(kind => kind.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Parses a constraint with the names and arguments of ASP.NET Core's (RouteOptions.ConstraintMap).</summary>
    public static RouteConstraint? Parse(string text, out RouteError? error)
    {
        var open = text.IndexOf('(');
        var hasArgument = open >= 0 && text.EndsWith(")", StringComparison.Ordinal);
        var name = hasArgument ? text.Substring(0, open) : text;
        var argument = hasArgument ? text.Substring(open + 1, text.Length - open - 2) : null;
        if (!Kinds.TryGetValue(name, out var kind))
        {
            error = new RouteError($"there is no constraint '{name}'; " +
                $"there are {string.Join(", ", Kinds.Keys.Select(known => known.ToLowerInvariant()))}", RouteErrorKind.UnknownConstraint);
            return null;
        }

        var constraint = new RouteConstraint(text, kind);
        var wrong = kind switch
        {
            ConstraintKind.Regex => CheckExpression(argument),
            ConstraintKind.Min or ConstraintKind.Max => Numbers(argument, 1, 1, long.MinValue, long.MaxValue, ref constraint),
            ConstraintKind.Range => Numbers(argument, 2, 2, long.MinValue, long.MaxValue, ref constraint),
            ConstraintKind.MinLength or ConstraintKind.MaxLength => Numbers(argument, 1, 1, 0, int.MaxValue, ref constraint),
            ConstraintKind.Length => Numbers(argument, 1, 2, 0, int.MaxValue, ref constraint),
            _ => hasArgument ? "it takes no argument" : null,
        };
        error = wrong is null ? null : new RouteError($"the constraint '{text}' cannot be: {wrong}");
        if (error is not null)
        {
            return null;
        }

        return kind == ConstraintKind.Regex ? constraint with { Expression = argument } : constraint;
    }

    private static string? CheckExpression(string? expression)
    {
        if (expression is null)
        {
            return "it takes a regular expression in parentheses";
        }

        try
        {
            _ = new Regex(expression);
            return null;
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message;
        }
    }

    private static string? Numbers(string? argument, int least, int most, long from, long to, ref RouteConstraint constraint)
    {
        // Commas separate several arguments; blanks around an argument are ignored.
        var parts = argument?.Split(',') ?? [];
        var expected = least == most ? least == 1 ? "one number" : "two numbers" : "one or two numbers";
        if (parts.Length < least || parts.Length > most)
        {
            return $"it takes {expected}";
        }

        var numbers = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out numbers[i]) ||
                numbers[i] < from || numbers[i] > to)
            {
                return $"it takes {expected} from {from.ToString(CultureInfo.InvariantCulture)} " +
                    $"to {to.ToString(CultureInfo.InvariantCulture)}";
            }
        }

        constraint = constraint with { Least = numbers[0], Most = numbers[numbers.Length - 1] };
        return constraint.Least > constraint.Most ? "its first number is greater than its second" : null;
    }
}

/// <summary>ASP.NET Core's constraints, by their names.</summary>
internal enum ConstraintKind
{
    Int,
    Long,
    Guid,
    Bool,
    Decimal,
    Double,
    Float,
    DateTime,
    Alpha,
    Min,
    Max,
    Range,
    Length,
    MinLength,
    MaxLength,
    Required,
    File,
    NonFile,
    Regex,
}
