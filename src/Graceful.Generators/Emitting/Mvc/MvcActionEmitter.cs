using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the class of an action of an MVC controller.</summary>
internal static class MvcActionEmitter
{
    /// <summary>The namespace of the run-time part.</summary>
    public const string Runtime = "global::Graceful.Mvc.";

    private const string Result = "global::System.Threading.Tasks.ValueTask<global::Microsoft.AspNetCore.Mvc.IActionResult>";

    public static void Write(CodeWriter code, ControllerModel controller, ActionModel action, MvcActionModel mvc)
    {
        var fields = new ValidationFields();
        code.Write($$"""
            private static class {{NamedController.ClassOf(action)}}
            {
                internal static readonly {{Runtime}}MvcAction Action = new(
                    typeof({{action.Description.Controller}}),
                    {{Literal(mvc.Controller)}},
                    {{Literal(mvc.Action)}},
                    static services => new {{controller.Creation!.Type}}({{Services(controller.Creation)}}),
                    Call)
                {
                    {{() => WriteProperties(code, controller, action, mvc)}}
                };

                private static {{Result}} Call(object instance, object?[] arguments)
                {
                    {{controller.Creation.Type}} controller = ({{controller.Creation.Type}})instance;
                    {{() => WriteCall(code, action.Call, mvc.Return)}}
                }

                {{() => MvcValidationEmitter.WriteMethods(code, fields, action.Call)}}
                {{() => DescriptionEmitter.Write(code, action)}}
                {{() => MvcBinderEmitter.WriteObjects(code, mvc.Objects)}}
                {{() => fields.Write(code)}}
            }

            """);
    }

    public static string Services(CreationModel creation) =>
        string.Join(", ", creation.Services.Select(ArgumentExpressions.Service));

    private static void WriteProperties(CodeWriter code, ControllerModel controller, ActionModel action, MvcActionModel mvc)
    {
        if (controller.Models.Count > 0)
        {
            code.Line("Models = Models,");
        }

        if (controller.Creation!.Services.Count == 0)
        {
            code.Line("NeedsServices = false,");
        }

        if (mvc.Return.Declared is { } returned)
        {
            code.Line($"Returns = typeof({returned}),");
        }

        if (mvc.IsApi)
        {
            code.Line("IsApi = true,");
            if (!mvc.InfersSources)
            {
                code.Line("InfersSources = false,");
            }
        }

        if (mvc.Area is { } area)
        {
            code.Line($"Area = {Literal(area)},");
        }

        if (action.Metadata.Count > 0)
        {
            code.Line($"Metadata = {EndpointEmitter.Metadata(action)},");
            code.Line($"ControllerMetadataCount = {Number(mvc.ControllerMetadataCount)},");
            var inherited = Enumerable.Range(mvc.ControllerMetadataCount, action.Metadata.Count - mvc.ControllerMetadataCount)
                .Where(index => action.Metadata[index].IsInherited)
                .Select(Number)
                .ToArray();
            if (inherited.Length > 0)
            {
                code.Line($"InheritedMetadata = [{string.Join(", ", inherited)}],");
            }
        }

        if (action.Call.Arguments.Count > 0)
        {
            code.Line("Parameters =").Line("[");
            using (code.Indent())
            {
                foreach (var argument in action.Call.Arguments)
                {
                    MvcParameterEmitter.Write(code, argument, (MvcBinding)argument.Binding);
                }
            }

            code.Line("],");
        }
    }

    private static void WriteCall(CodeWriter code, CallModel call, MvcReturnModel returned)
    {
        var arguments = call.Arguments.Select((argument, i) =>
            $"({argument.Type})arguments[{Number(i)}]{(argument.IsNullable ? string.Empty : "!")}");
        var invocation = $"{CallEmitter.Method(call)}({string.Join(", ", arguments)})";
        var suffix = returned.IsAsync ? "Async" : string.Empty;
        if (returned is { Kind: MvcReturnKind.Nothing, IsAsync: false })
        {
            code.Line($"{invocation};").Line($"return {Runtime}MvcReturn.Nothing();");
            return;
        }

        code.Line($"return {Runtime}MvcReturn.{returned.Kind}{suffix}({invocation});");
    }
}
