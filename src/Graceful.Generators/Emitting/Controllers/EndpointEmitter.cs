using Graceful.Generators.Model;
using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the routes of an action. Each has an endpoint, and all run the same code.</summary>
internal static class EndpointEmitter
{
    /// <summary>The type of a list of endpoints.</summary>
    public const string List = "global::System.Collections.Generic.List<global::Microsoft.AspNetCore.Http.Endpoint>";

    private const string Route = "global::Graceful.Routing.ActionRoute";
    private const string Verbs = "global::Graceful.Routing.RouteVerbs";

    /// <summary>Returns the field of a route, whose name begins with that of the action.</summary>
    public static string Field(ActionModel action, int index) => $"{action.Name}Route{(index == 0 ? string.Empty : Number(index + 1))}";

    /// <param name="code">The code of the controller.</param>
    /// <param name="action">The action.</param>
    /// <param name="body">The expression for the code of the action.</param>
    public static void Write(CodeWriter code, ActionModel action, string body)
    {
        var slots = action.RouteParameters.Select(parameter => parameter.Name).ToArray();
        if (action.Metadata.Count > 0)
        {
            code.Write($$"""
                private static readonly object[] {{Metadata(action)}} =
                [
                    {{() => WriteMetadata(code, action)}}
                ];

                """);
        }

        if (action.Routes.Count > 1)
        {
            code.Line($"private static readonly {ActionShape.Body} {action.Name}Body = {body};").Line();
            body = action.Name + "Body";
        }

        for (var i = 0; i < action.Routes.Count; i++)
        {
            var route = action.Routes[i];
            code.Write($$"""
                // {{Comment(route.Title)}}
                internal static readonly {{Route}} {{Field(action, i)}} = Controller.Route(
                    {{() => code.List(Arguments(action, body, route, slots), ");")}}

                """);
        }
    }

    /// <summary>Returns the field with the metadata of an action.</summary>
    public static string Metadata(ActionModel action) => action.Name + "Metadata";

    private static void WriteMetadata(CodeWriter code, ActionModel action)
    {
        foreach (var item in action.Metadata)
        {
            code.Line(ConstantEmitter.Creation(item) + ",");
        }
    }

    private static IEnumerable<string> Arguments(ActionModel action, string body, RouteModel route, string[] slots)
    {
        yield return Literal(action.Name);
        yield return body;
        yield return Literal(route.Pattern.Text);
        yield return route.Verbs == RouteVerbs.None
            ? $"{Verbs}.None"
            : string.Join(" | ", route.Verbs.Each().Select(verb => $"{Verbs}.{verb}"));
        if (action.Description.Method != action.Name)
        {
            yield return "method: " + Literal(action.Description.Method);
        }

        if (action.Metadata.Count > 0)
        {
            yield return "metadata: " + Metadata(action);
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
