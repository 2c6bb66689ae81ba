using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Graceful.Generators.RouteTree;

namespace Graceful.Generators.Parsing;

/// <summary>The parameters of a link: the parameters of its route, and the query values of its action.</summary>
internal static class LinkArguments
{
    /// <summary>The local variable of the generated method.</summary>
    private const string Builder = "link";

    /// <summary>Returns the required parameters, then the optional ones, each in the order of the route and then of the action.</summary>
    public static EquatableArray<LinkArgument> Of(ActionModel action, RouteModel route)
    {
        var values = action.Call.Bindings.OfType<ValueBinding>().ToArray();
        var required = LinkPath.Required(route.Pattern);
        var arguments = route.Pattern.Parameters
            .Select(parameter => OfRoute(
                parameter,
                values.FirstOrDefault(value => value.Origin == ValueOrigin.Route &&
                    value.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)),
                required.Contains(parameter)))
            .Concat(values
                .Where(value => value.Origin == ValueOrigin.Query)
                .GroupBy(value => value.Name, StringComparer.OrdinalIgnoreCase)
                .Select(same => OfQuery(same.First())));
        return Named(arguments).OrderBy(argument => !argument.IsRequired).ToEquatableArray();
    }

    private static LinkArgument OfRoute(RouteParameter parameter, ValueBinding? value, bool isRequired)
    {
        var (type, isValueType) = value is not null ? (value.Type, value.Shape == ValueShape.Value) : TypeOf(parameter);
        return new LinkArgument(LinkNames.Parameter(parameter.Name), type, LinkPlace.Route, parameter.Name, isValueType, isRequired,
            IsElementNullable: false);
    }

    /// <summary>Returns the type of a route parameter that no argument of the action has: by its constraints.</summary>
    private static (string Type, bool IsValueType) TypeOf(RouteParameter parameter)
    {
        var type = parameter.Constraints.Select(constraint => constraint.Kind switch
        {
            ConstraintKind.Int => "int",
            ConstraintKind.Long or ConstraintKind.Min or ConstraintKind.Max or ConstraintKind.Range => "long",
            ConstraintKind.Guid => "global::System.Guid",
            ConstraintKind.Bool => "bool",
            ConstraintKind.Decimal => "decimal",
            ConstraintKind.Double => "double",
            ConstraintKind.Float => "float",
            ConstraintKind.DateTime => "global::System.DateTime",
            _ => null,
        }).FirstOrDefault(found => found is not null);
        return type is null ? ("string", false) : (type, true);
    }

    private static LinkArgument OfQuery(ValueBinding value)
    {
        var name = LinkNames.Parameter(value.Name);
        var isValue = value.Shape == ValueShape.Value;
        return value.Shape switch
        {
            ValueShape.Text or ValueShape.Value or ValueShape.Object =>
                new LinkArgument(name, value.Type, LinkPlace.Query, value.Name, isValue, IsRequired: !value.IsOptional,
                    IsElementNullable: false),
            ValueShape.StringValues or ValueShape.Texts or ValueShape.TextList =>
                new LinkArgument(name, "string", LinkPlace.QueryValues, value.Name, isValue, IsRequired: false, IsElementNullable: true),
            _ => new LinkArgument(
                name, value.Type, LinkPlace.QueryValues, value.Name, isValue, IsRequired: false,
                value.Shape is ValueShape.OptionalValues or ValueShape.OptionalValueList),
        };
    }

    /// <summary>Makes the names unique, and different from the local variable of the method.</summary>
    private static IEnumerable<LinkArgument> Named(IEnumerable<LinkArgument> arguments)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { Builder };
        foreach (var argument in arguments)
        {
            yield return argument with { Local = Identifiers.Escape(taken.AddUnique(argument.Local)) };
        }
    }
}
