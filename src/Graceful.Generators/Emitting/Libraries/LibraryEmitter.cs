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

    public static string Emit(NamedController named, NamedLinks links, string assembly)
    {
        var code = GeneratedFile.Begin();
        var space = named.Names.Namespace(GeneratedNames.LibraryRoot(assembly));
        var entry = named.Names.Class + "Routes";
        WriteMarker(code, named, $"{space}.{entry}", links.PublicClass);
        code.Line();
        using (code.Block($"namespace {space}"))
        {
            code.Line($"/// <summary>The routes of {named.Controller.FullName.Replace('+', '.')}, for the programs that serve them.</summary>").PublicAttributes();
            using (code.Block($"public static class {entry}"))
            {
                foreach (var (action, index) in Routes(named.Controller))
                {
                    code.Line($"/// <summary><c>{Documentation(action.Routes[index].Title)}</c></summary>")
                        .Line($"public static {Route} {Member(action, index)} => {named.FullClass}.{NamedController.ClassOf(action)}.{EndpointEmitter.Field(index)};")
                        .Line();
                }

                code.Line("/// <summary>Adds every endpoint.</summary>")
                    .Line("/// <param name=\"endpoints\">The list that they are added to.</param>")
                    .Line($"public static void List(global::System.Collections.Generic.List<global::Microsoft.AspNetCore.Http.Endpoint> endpoints) => {named.FullClass}.List(endpoints);");
            }
        }

        return code.ToString();
    }

    private static void WriteMarker(CodeWriter code, NamedController named, string entry, string? links)
    {
        code.Line($"[assembly: global::{LibraryMarker.AttributeNamespace}.CompiledController(");
        using (code.Indent())
        {
            code.Line($"{Number(LibraryMarker.Version)},")
                .Line($"{Number(LibraryMarker.Abi)},")
                .Line($"{Literal(named.Controller.FullName)},")
                .Line($"{Literal(entry)},")
                .Line($"{(links is null ? "null" : Literal(links))},");
            var routes = Routes(named.Controller).Select(one => Literal(LibraryMarker.Write(Member(one.Action, one.Index), one.Action.Routes[one.Index]))).ToArray();
            for (var i = 0; i < routes.Length; i++)
            {
                code.Line(routes[i] + (i == routes.Length - 1 ? ")]" : ","));
            }
        }
    }

    private static IEnumerable<(ActionModel Action, int Index)> Routes(ControllerModel controller) =>
        controller.Actions.SelectMany(action => action.Routes.Select((_, i) => (action, i)));

    private static string Member(ActionModel action, int index) => LibraryMarker.Member(action.Name, EndpointEmitter.Field(index));
}
