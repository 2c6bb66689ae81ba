using System.Globalization;
using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the routes of an action. Each has an endpoint, and all run the same method.</summary>
internal static class EndpointEmitter
{
    /// <summary>The type of a list of endpoints.</summary>
    public const string List = "global::System.Collections.Generic.List<global::Microsoft.AspNetCore.Http.Endpoint>";

    private const string Route = "global::Graceful.Routing.ActionRoute";
    private const string Verbs = "global::Graceful.Routing.RouteVerbs";

    /// <summary>Returns the field of a route.</summary>
    public static string Field(int index) => index == 0 ? "Route" : "Route" + (index + 1).ToString(CultureInfo.InvariantCulture);

    public static void Write(CodeWriter code, ControllerModel controller, ActionModel action)
    {
        var slots = action.RouteParameters.Select(parameter => parameter.Name).ToArray();
        if (action.Metadata.Count > 0)
        {
            code.Write($$"""
                private static readonly object[] Metadata =
                [
                    {{() => WriteMetadata(code, action)}}
                ];

                """);
        }

        for (var i = 0; i < action.Routes.Count; i++)
        {
            var route = action.Routes[i];
            code.Write($$"""
                // {{Comment(route.Title)}}
                internal static readonly {{Route}} {{Field(i)}} = {{Route}}.Create(
                    {{() => code.List(Arguments(controller, action, route, slots), ");")}}

                """);
        }
    }

    private static void WriteMetadata(CodeWriter code, ActionModel action)
    {
        foreach (var item in action.Metadata)
        {
            code.Line(ConstantEmitter.Creation(item) + ",");
        }
    }

    private static IEnumerable<string> Arguments(ControllerModel controller, ActionModel action, RouteModel route, string[] slots)
    {
        yield return "Run";
        yield return Literal(route.Pattern.Text);
        yield return route.Verbs == RouteVerbs.None
            ? $"{Verbs}.None"
            : string.Join(" | ", route.Verbs.Each().Select(verb => $"{Verbs}.{verb}"));
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
