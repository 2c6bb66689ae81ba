using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the file of a controller: its routes, and the code of the actions that share none.</summary>
internal static class ControllerEmitter
{
    private const string Controller = "global::Graceful.Routing.ActionController";

    public static string Emit(ShapedController shaped)
    {
        var code = GeneratedFile.Begin();
        var (named, controller) = (shaped.Named, shaped.Named.Controller);
        return code.Write($$"""
            namespace {{named.Namespace}}
            {
                /// <summary>The actions of {{controller.FullName.Replace('+', '.')}}.</summary>
                {{code.Attributes}}
                internal static class {{named.Class}}
                {
                    {{() => WriteController(code, controller)}}

                    {{() => WriteRoutes(code, shaped)}}

                    {{List(controller)}}

                    {{() => WriteActions(code, shaped)}}
                }
            }
            """).ToString();
    }

    /// <summary>Returns the method that lists the endpoints: none when all actions are in error.</summary>
    private static string List(ControllerModel controller)
    {
        var signature = $"internal static void List({EndpointEmitter.List} endpoints)";
        return controller.Actions.Count == 0 ? signature + " { }" : signature + " => Controller.List(endpoints);";
    }

    private static void WriteController(CodeWriter code, ControllerModel controller)
    {
        if (controller.Actions.Count == 0)
        {
            return;
        }

        var description = controller.Actions[0].Description;
        var arguments = $"typeof({description.Controller}), {Literal(controller.FullName)}, {Literal(description.Tag)}";
        code.Line($"private static readonly {Controller} Controller = new({arguments});");
        if (controller.RouteValues.Count > 0)
        {
            code.Line().Write($"""
                // Url.Action and CreatedAtAction read the properties of these types by reflection: the trimmer must keep them.
                private static readonly object[] RouteValues =
                [
                    {() => code.List(controller.RouteValues.Select(Kept), string.Empty)}
                ];
                """);
        }

        if (controller.Models.Count > 0)
        {
            code.Line().Write($"""
                // The models that the controller passes to TryValidateModel.
                private static readonly {MvcActionEmitter.Runtime}MvcModel[] Models =
                [
                    {() => code.List(controller.Models.Select(Model), string.Empty)}
                ];
                """);
        }
    }

    private static string Model(MvcModelModel model) => $"new {MvcActionEmitter.Runtime}MvcModel<{model.Type}>(" +
        $"{(model.Nested is null ? string.Empty : NestedEmitter.Validator(model.Nested))})";

    private static string Kept(string members) => $"{MvcActionEmitter.Runtime}MvcRouteValues.Keep(new {{ {members} }})";

    private static void WriteRoutes(CodeWriter code, ShapedController shaped)
    {
        var actions = shaped.Named.Controller.Actions;
        for (var i = 0; i < actions.Count; i++)
        {
            var (shape, own) = (shaped.ByAction[i], NamedController.ClassOf(actions[i]));
            EndpointEmitter.Write(code, actions[i], shape.Length > 0
                ? $"{ActionShape.Class}.{shape}({CallEmitter.Method(actions[i].Call)})"
                : actions[i].Mvc is not null ? $"{own}.Action.Body({own}.Describe)"
                : $"new {ActionShape.Body}({own}.Run, {own}.Describe)");
        }
    }

    private static void WriteActions(CodeWriter code, ShapedController shaped)
    {
        var controller = shaped.Named.Controller;
        foreach (var action in controller.Actions.Where((_, i) => shaped.ByAction[i].Length == 0))
        {
            if (action.Mvc is { } mvc)
            {
                MvcActionEmitter.Write(code, controller, action, mvc);
                continue;
            }

            code.Write($$"""
                private static class {{NamedController.ClassOf(action)}}
                {
                    {{() => RunEmitter.Write(code, controller, action)}}
                    {{() => FormReaderEmitter.Write(code, action.Call)}}
                    {{() => ArgumentValidationEmitter.Write(code, action.Call)}}

                    {{() => DescriptionEmitter.Write(code, action)}}
                }

                """);
        }
    }
}
