using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>
/// Writes the interface of a library's controller to referencing programs: the marker by which they find it, and the public type
/// that gives access to its routes, which are internal because the controller may be.
/// </summary>
internal static class LibraryEmitter
{
    private const string Route = "global::Graceful.Routing.ActionRoute";

    /// <param name="named">The controller.</param>
    /// <param name="links">The public type of its links; null when there is none.</param>
    /// <param name="assembly">The name of the library.</param>
    public static string Emit(NamedController named, string? links, string assembly)
    {
        var code = GeneratedFile.Begin();
        var controller = named.Controller;
        var space = named.Names.Namespace(GeneratedNames.LibraryRoot(assembly));
        var entry = named.Names.Class + "Routes";
        var markers = Routes(controller).Select(one => LibraryMarker.Write(Member(one.Action, one.Index), one.Action.Routes[one.Index]));
        return code.Write($$"""
            [assembly: global::{{LibraryMarker.AttributeNamespace}}.CompiledController(
                {{Number(LibraryMarker.Version)}},
                {{Number(LibraryMarker.Abi)}},
                {{Literal(controller.FullName)}},
                {{Literal($"{space}.{entry}")}},
                {{(links is null ? "null" : Literal(links))}},
                {{() => code.List(markers.Select(Literal), ")]")}}

            namespace {{space}}
            {
                /// <summary>The routes of {{controller.FullName.Replace('+', '.')}}, for the programs that serve them.</summary>
                {{code.PublicAttributes}}
                public static class {{entry}}
                {
                    {{() => WriteRoutes(code, named)}}

                    /// <summary>Adds every endpoint.</summary>
                    /// <param name="endpoints">The list that they are added to.</param>
                    public static void List({{EndpointEmitter.List}} endpoints) => {{named.FullClass}}.List(endpoints);
                }
            }
            """).ToString();
    }

    private static void WriteRoutes(CodeWriter code, NamedController named)
    {
        foreach (var (action, index) in Routes(named.Controller))
        {
            code.Write($"""
                /// <summary><c>{Documentation(action.Routes[index].Title)}</c></summary>
                public static {Route} {Member(action, index)} => {named.Field(action, index)};

                """);
        }
    }

    private static IEnumerable<(ActionModel Action, int Index)> Routes(ControllerModel controller) =>
        controller.Actions.SelectMany(action => action.Routes.Select((_, i) => (action, i)));

    private static string Member(ActionModel action, int index) => EndpointEmitter.Field(action, index);
}
