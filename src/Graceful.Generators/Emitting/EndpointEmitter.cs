using System.Globalization;
using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the routes of an action. Each has an endpoint, and all run the same method.</summary>
internal static class EndpointEmitter
{
    /// <summary>Returns the field of a route.</summary>
    public static string Field(int index) => index == 0 ? "Route" : "Route" + (index + 1).ToString(CultureInfo.InvariantCulture);

    public static void Write(CodeWriter code, ControllerModel controller, ActionModel action)
    {
        var slots = action.RouteParameters.Select(parameter => parameter.Name).ToArray();
        if (action.Metadata.Count > 0)
        {
            using (code.Block("private static readonly object[] Metadata =", "];", "["))
            {
                foreach (var item in action.Metadata)
                {
                    code.Line(ConstantEmitter.Creation(item) + ",");
                }
            }

            code.Line();
        }

        for (var i = 0; i < action.Routes.Count; i++)
        {
            if (i > 0)
            {
                code.Line();
            }

            code.Line($"// {Comment(action.Routes[i].Title)}");
            code.Line($"internal static readonly global::Graceful.Routing.ActionRoute {Field(i)} = global::Graceful.Routing.ActionRoute.Create(");
            using (code.Indent())
            {
                var arguments = Arguments(controller, action, action.Routes[i], slots).ToArray();
                for (var j = 0; j < arguments.Length; j++)
                {
                    code.Line(arguments[j] + (j == arguments.Length - 1 ? ");" : ","));
                }
            }
        }
    }

    private static IEnumerable<string> Arguments(ControllerModel controller, ActionModel action, RouteModel route, string[] slots)
    {
        yield return "Run";
        yield return Literal(route.Pattern.Text);
        yield return route.Verbs == RouteVerbs.None
            ? "global::Graceful.Routing.RouteVerbs.None"
            : string.Join(" | ", route.Verbs.Each().Select(verb => "global::Graceful.Routing.RouteVerbs." + verb));
        yield return Literal($"{controller.FullName}.{action.Name}");
        yield return "Describe";
        if (action.Metadata.Count > 0)
        {
            yield return "Metadata";
        }

        if (route.Name is not null)
        {
            yield return "name: " + Literal(route.Name);
        }

        if (route.Order != 0)
        {
            yield return "order: " + Number(route.Order);
        }

        if (!slots.SequenceEqual(route.Pattern.Parameters.Select(parameter => parameter.Name), StringComparer.Ordinal))
        {
            yield return $"slots: [{string.Join(", ", slots.Select(Literal))}]";
        }

        var captures = RouteCaptures.BySlot(route.Pattern, slots);
        if (!captures.SequenceEqual(Enumerable.Range(0, slots.Length)))
        {
            yield return $"captures: [{string.Join(", ", captures.Select(Number))}]";
        }
    }
}
