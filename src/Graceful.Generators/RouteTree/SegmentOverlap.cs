using System.Globalization;
using System.Text.RegularExpressions;

namespace Graceful.Generators.RouteTree;

/// <summary>
/// Finds a path that two patterns of the same rank both match, by trying values that their constraints accept. For regular expressions
/// it tries only the words in them, so an overlap may be missed, but every reported one exists.
/// </summary>
internal static class SegmentOverlap
{
    private static readonly string[] Usual =
    [
        "1", "a", "true", "1.5", "abc-def", "a.b", "a_b", "42", "2020-01-31", "-1", "0f8fad5b-d9cb-469f-a165-70867728950e",
        "ab", "abc", "abcd", "x1",
    ];

    /// <summary>Returns a path that both match, or null when none is found.</summary>
    public static string? Example(RoutePattern left, RoutePattern right)
    {
        var path = string.Empty;
        for (var i = 0; i < left.Segments.Count; i++)
        {
            if (MayEndBefore(left, i) && MayEndBefore(right, i))
            {
                return path.Length == 0 ? "/" : path;
            }

            if (Example(left.Segments[i], right.Segments[i]) is not { } segment)
            {
                return null;
            }

            path += "/" + segment;
        }

        return path.Length == 0 ? "/" : path;
    }

    private static bool MayEndBefore(RoutePattern pattern, int segment) =>
        pattern.Segments.Skip(segment).All(absent => absent.Parameter switch
    {
        { Default: { } value } parameter => parameter.Constraints.All(constraint => Satisfies(constraint, value)),
        { IsCatchAll: true } catchAll => catchAll.Constraints.All(constraint => constraint.Kind == ConstraintKind.NonFile),
        { IsOptional: true } => true,
        _ => false,
    });

    private static string? Example(RouteSegment left, RouteSegment right)
    {
        if (left.Literal is { } literal)
        {
            return literal;
        }

        // Values from their constraints come first: they are better examples.
        var candidates = Values(left).Concat(Values(right))
            .Concat(Usual.SelectMany(value => Fill(left, value).Concat(Fill(right, value)))).ToList();
        if (left.IsComplex || right.IsComplex)
        {
            candidates.AddRange(candidates.ToArray().SelectMany(value => Fill(left, value).Concat(Fill(right, value))));
        }

        return candidates.FirstOrDefault(value => Matches(left, value) && Matches(right, value));
    }

    private static bool Matches(RouteSegment segment, string value)
    {
        if (segment.Parameter is { } parameter)
        {
            return parameter.Constraints.All(constraint => Satisfies(constraint, value));
        }

        return ComplexSegment.Match(segment, value) is { } parts &&
            segment.Parts.All(part => part.Parameter is not { } named || !parts.TryGetValue(named.Name, out var text) ||
                named.Constraints.All(constraint => Satisfies(constraint, text)));
    }

    /// <summary>Returns values of a segment; all parameters of a complex segment get the same value.</summary>
    private static IEnumerable<string> Values(RouteSegment segment) => segment.Parameter is { } parameter
        ? Values(parameter)
        : segment.Parts.Where(part => part.Parameter is not null).SelectMany(part => Values(part.Parameter!)).Distinct()
            .SelectMany(value => Fill(segment, value));

    private static IEnumerable<string> Fill(RouteSegment segment, string value) => segment.IsComplex
        ? [string.Concat(segment.Parts.Select(part => part.Literal ?? value)),
            string.Concat(segment.Parts.Select(part => part.Literal ?? Values(part.Parameter!).Concat(Usual)
                .FirstOrDefault(own => part.Parameter!.Constraints.All(constraint => Satisfies(constraint, own)))))]
        : [value];

    private static IEnumerable<string> Values(RouteParameter parameter) => parameter.Constraints.SelectMany(Values);

    private static IEnumerable<string> Values(RouteConstraint constraint)
    {
        switch (constraint.Kind)
        {
            case ConstraintKind.Min or ConstraintKind.Max or ConstraintKind.Range:
                return [Number(constraint.Least), Number(constraint.Most)];
            case ConstraintKind.Long:
                return ["3000000000"];
            case ConstraintKind.Length or ConstraintKind.MinLength or ConstraintKind.MaxLength when constraint.Least <= 64:
                var length = Math.Max(1, (int)constraint.Least);
                return [new string('a', length), new string('1', length)];
            case ConstraintKind.Regex:
                return Regex.Matches(constraint.Expression!, "[A-Za-z0-9_.-]+").Cast<Match>().Select(match => match.Value);
            default:
                return [];
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Evaluates the constraint as the emitted code does.</summary>
    private static bool Satisfies(RouteConstraint constraint, string value)
    {
        var culture = CultureInfo.InvariantCulture;
        var isLong = long.TryParse(value, NumberStyles.Integer, culture, out var number);
        return constraint.Kind switch
        {
            ConstraintKind.Int => int.TryParse(value, NumberStyles.Integer, culture, out _),
            ConstraintKind.Long => isLong,
            ConstraintKind.Guid => Guid.TryParse(value, out _),
            ConstraintKind.Bool => bool.TryParse(value, out _),
            ConstraintKind.Decimal => decimal.TryParse(value, NumberStyles.Number, culture, out _),
            ConstraintKind.Double or ConstraintKind.Float =>
                double.TryParse(value, NumberStyles.Float | NumberStyles.AllowThousands, culture, out _),
            ConstraintKind.DateTime => DateTime.TryParse(value, culture, DateTimeStyles.None, out _),
            ConstraintKind.Alpha => value.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')),
            ConstraintKind.Min => isLong && number >= constraint.Least,
            ConstraintKind.Max => isLong && number <= constraint.Most,
            ConstraintKind.Range => isLong && number >= constraint.Least && number <= constraint.Most,
            ConstraintKind.Length => value.Length >= constraint.Least && value.Length <= constraint.Most,
            ConstraintKind.MinLength => value.Length >= constraint.Least,
            ConstraintKind.MaxLength => value.Length <= constraint.Most,
            ConstraintKind.File => IsFile(value),
            ConstraintKind.NonFile => !IsFile(value),
            ConstraintKind.Regex => ConstraintExpression.IsMatch(constraint.Expression!, value),
            _ => true,
        };
    }

    private static bool IsFile(string value) => value.IndexOf('.') is >= 0 and var dot && value.Skip(dot).Any(c => c != '.');
}
