using Graceful.Generators.Diagnostics;
using Graceful.Generators.Parsing;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>Reports constraints of one parameter that no value satisfies together.</summary>
internal static class ConstraintCheck
{
    private static readonly ConstraintKind[] Integers =
        [ConstraintKind.Int, ConstraintKind.Long, ConstraintKind.Min, ConstraintKind.Max, ConstraintKind.Range];

    public static void Check(ParsedRoute route, Action<Diagnostic> report)
    {
        foreach (var parameter in route.Route.Pattern.Parameters.Where(parameter => parameter.Constraints.Count > 1))
        {
            var pairs = parameter.Constraints.SelectMany((left, i) =>
                parameter.Constraints.Skip(i + 1).Select(right => (Left: left, Right: right)));
            if (pairs.FirstOrDefault(pair => Contradict(pair.Left, pair.Right) || Contradict(pair.Right, pair.Left))
                is { Left: { } left, Right: { } right })
            {
                report(Diagnostic.Create(
                    Descriptors.ContradictingConstraints,
                    RouteArgumentCheck.LocationOf(route, parameter.Name, right.Text),
                    left.Text,
                    right.Text,
                    parameter.Name,
                    route.Route.Title,
                    route.Action));
            }
        }
    }

    private static bool Contradict(RouteConstraint left, RouteConstraint right) =>
        (Numbers(left) is { } a && Numbers(right) is { } b && a.Least > b.Most) ||
        (Lengths(left) is { } c && Lengths(right) is { } d && c.Least > d.Most) ||
        (Integers.Contains(left.Kind) &&
            right.Kind is (ConstraintKind.Guid or ConstraintKind.Bool or ConstraintKind.Alpha or ConstraintKind.DateTime)) ||
        (left.Kind == ConstraintKind.Guid && right.Kind is (ConstraintKind.Bool or ConstraintKind.DateTime)) ||
        (left.Kind == ConstraintKind.Bool && right.Kind == ConstraintKind.DateTime) ||
        (left.Kind == ConstraintKind.File && right.Kind == ConstraintKind.NonFile);

    private static (long Least, long Most)? Numbers(RouteConstraint constraint) => constraint.Kind switch
    {
        ConstraintKind.Int => (int.MinValue, int.MaxValue),
        ConstraintKind.Min => (constraint.Least, long.MaxValue),
        ConstraintKind.Max => (long.MinValue, constraint.Most),
        ConstraintKind.Range => (constraint.Least, constraint.Most),
        _ => null,
    };

    private static (long Least, long Most)? Lengths(RouteConstraint constraint) => constraint.Kind switch
    {
        ConstraintKind.Length => (constraint.Least, constraint.Most),
        ConstraintKind.MinLength => (constraint.Least, long.MaxValue),
        ConstraintKind.MaxLength => (0, constraint.Most),
        _ => null,
    };
}
