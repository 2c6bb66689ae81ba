using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>
/// Writes constraints as code: one method for each that is used, which accepts exactly what ASP.NET Core's does
/// (dotnet/aspnetcore, src/Http/Routing/src/Constraints).
/// </summary>
internal sealed class ConstraintEmitter
{
    private readonly Dictionary<string, (string Name, RouteConstraint Constraint)> _used = new(StringComparer.Ordinal);

    /// <summary>A C# condition over a span of characters: what the constraints of a parameter say of its value.</summary>
    public string Condition(RouteParameter parameter, string value) =>
        string.Join(" && ", parameter.Constraints.Select(constraint => $"{Name(constraint)}({value})"));

    public void WriteMethods(CodeWriter code)
    {
        foreach (var (name, constraint) in _used.Values)
        {
            code.Line().Line($"// {OneLine(constraint.Text)}");
            if (constraint.Kind == ConstraintKind.Regex)
            {
                // As ASP.NET Core's RegexRouteConstraint.
                code.Line($"private static readonly Regex {name}Expression = new({Literal(constraint.Expression!)}, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(10));")
                    .Line();
            }

            code.Line($"private static bool {name}(ReadOnlySpan<char> value) => {Body(name, constraint)};");
        }
    }

    private string Name(RouteConstraint constraint)
    {
        // The names of constraints may be written in any case.
        var key = $"{constraint.Kind}({constraint.Least},{constraint.Most}){constraint.Expression}";
        if (!_used.TryGetValue(key, out var found))
        {
            var count = _used.Values.Count(other => other.Constraint.Kind == constraint.Kind);
            found = ($"Is{constraint.Kind}{(count == 0 ? string.Empty : Number(count + 1))}", constraint);
            _used.Add(key, found);
        }

        return found.Name;
    }

    private static string Body(string name, RouteConstraint constraint) => constraint.Kind switch
    {
        ConstraintKind.Int => "int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)",
        ConstraintKind.Long => "long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)",
        ConstraintKind.Guid => "Guid.TryParse(value, out _)",
        ConstraintKind.Bool => "bool.TryParse(value, out _)",
        ConstraintKind.Decimal => "decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _)",
        ConstraintKind.Double => "double.TryParse(value, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _)",
        ConstraintKind.Float => "float.TryParse(value, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _)",
        ConstraintKind.DateTime => "DateTime.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)",
        ConstraintKind.Alpha => "RouteConstraints.IsAlpha(value)",
        ConstraintKind.Min => $"{LongNumber} && number >= {Number(constraint.Least)}",
        ConstraintKind.Max => $"{LongNumber} && number <= {Number(constraint.Least)}",
        ConstraintKind.Range => $"{LongNumber} && number >= {Number(constraint.Least)} && number <= {Number(constraint.Most)}",
        ConstraintKind.Length when constraint.Least == constraint.Most => $"value.Length == {Number(constraint.Least)}",
        ConstraintKind.Length => $"value.Length >= {Number(constraint.Least)} && value.Length <= {Number(constraint.Most)}",
        ConstraintKind.MinLength => $"value.Length >= {Number(constraint.Least)}",
        ConstraintKind.MaxLength => $"value.Length <= {Number(constraint.Least)}",
        ConstraintKind.Required => "!value.IsEmpty",
        ConstraintKind.File => "RouteConstraints.IsFile(value)",
        ConstraintKind.NonFile => "!RouteConstraints.IsFile(value)",
        ConstraintKind.Regex => $"{name}Expression.IsMatch(value)",
        _ => throw new InvalidOperationException($"The constraint {constraint.Kind} cannot be written."),
    };

    private const string LongNumber = "long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)";

    private static string OneLine(string text) => Literal(text).Trim('"');
}
