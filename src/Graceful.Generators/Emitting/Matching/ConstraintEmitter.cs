using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>
/// Writes a method for each constraint in use. It accepts exactly the values that ASP.NET Core's constraint accepts
/// (dotnet/aspnetcore, src/Http/Routing/src/Constraints).
/// </summary>
internal sealed class ConstraintEmitter
{
    private const string Constraints = "global::Graceful.Routing.RouteConstraints";
    private const string Expressions = "global::System.Text.RegularExpressions";
    private const string Globalization = "global::System.Globalization";
    private const string Invariant = $"{Globalization}.CultureInfo.InvariantCulture";
    private const string Styles = $"{Globalization}.NumberStyles";
    private const string Integer = $"{Styles}.Integer";
    private const string Float = $"{Styles}.Float | {Styles}.AllowThousands";

    private readonly Dictionary<string, (string Name, RouteConstraint Constraint)> _used = new(StringComparer.Ordinal);

    /// <summary>Returns the condition under which the value of a parameter satisfies its constraints.</summary>
    public string Condition(RouteParameter parameter, string value) =>
        string.Join(" && ", parameter.Constraints.Select(constraint => $"{Name(constraint)}({value})"));

    public void WriteMethods(CodeWriter code)
    {
        foreach (var (name, constraint) in _used.Values)
        {
            code.Line().Line($"// {Comment(constraint.Text)}");
            if (constraint.Kind == ConstraintKind.Regex)
            {
                // As ASP.NET Core's RegexRouteConstraint.
                code.Write($"""
                    private static readonly {Expressions}.Regex {name}Expression = new(
                        {Literal(constraint.Expression!)},
                        {Expressions}.RegexOptions.CultureInvariant | {Expressions}.RegexOptions.IgnoreCase,
                        global::System.TimeSpan.FromSeconds(10));

                    """);
            }

            code.Line($"private static bool {name}(global::System.ReadOnlySpan<char> value) => {Body(name, constraint)};");
        }
    }

    private string Name(RouteConstraint constraint)
    {
        // The names of constraints are case-insensitive.
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
        ConstraintKind.Int => $"int.TryParse(value, {Integer}, {Invariant}, out int _)",
        ConstraintKind.Long => $"long.TryParse(value, {Integer}, {Invariant}, out long _)",
        ConstraintKind.Guid => "global::System.Guid.TryParse(value, out global::System.Guid _)",
        ConstraintKind.Bool => "bool.TryParse(value, out bool _)",
        ConstraintKind.Decimal => $"decimal.TryParse(value, {Styles}.Number, {Invariant}, out decimal _)",
        ConstraintKind.Double => $"double.TryParse(value, {Float}, {Invariant}, out double _)",
        ConstraintKind.Float => $"float.TryParse(value, {Float}, {Invariant}, out float _)",
        ConstraintKind.DateTime =>
            $"global::System.DateTime.TryParse(value, {Invariant}, {Globalization}.DateTimeStyles.None, out global::System.DateTime _)",
        ConstraintKind.Alpha => $"{Constraints}.IsAlpha(value)",
        ConstraintKind.Min => $"{LongNumber} && number >= {Number(constraint.Least)}",
        ConstraintKind.Max => $"{LongNumber} && number <= {Number(constraint.Most)}",
        ConstraintKind.Range => $"{LongNumber} && number >= {Number(constraint.Least)} && number <= {Number(constraint.Most)}",
        ConstraintKind.Length when constraint.Least == constraint.Most => $"value.Length == {Number(constraint.Least)}",
        ConstraintKind.Length => $"value.Length >= {Number(constraint.Least)} && value.Length <= {Number(constraint.Most)}",
        ConstraintKind.MinLength => $"value.Length >= {Number(constraint.Least)}",
        ConstraintKind.MaxLength => $"value.Length <= {Number(constraint.Most)}",
        ConstraintKind.Required => "!value.IsEmpty",
        ConstraintKind.File => $"{Constraints}.IsFile(value)",
        ConstraintKind.NonFile => $"!{Constraints}.IsFile(value)",
        ConstraintKind.Regex => $"{name}Expression.IsMatch(value)",
        _ => throw new InvalidOperationException($"The constraint {constraint.Kind} cannot be written."),
    };

    private const string LongNumber = $"long.TryParse(value, {Integer}, {Invariant}, out long number)";
}
