using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the file of a controller: for each action its endpoints and the method that runs it.</summary>
internal static class ControllerEmitter
{
    public static string Emit(NamedController named)
    {
        var code = GeneratedFile.Begin();
        using (code.Block($"namespace {named.Namespace}"))
        {
            code.Line($"/// <summary>The actions of {named.Controller.FullName.Replace('+', '.')}.</summary>").Attributes();
            using (code.Block($"internal static class {named.Class}"))
            {
                WriteList(code, named.Controller);
                foreach (var action in named.Controller.Actions)
                {
                    code.Line();
                    WriteAction(code, named.Controller, action);
                }
            }
        }

        return code.ToString();
    }

    private static void WriteList(CodeWriter code, ControllerModel controller)
    {
        using (code.Block("internal static void List(global::System.Collections.Generic.List<global::Microsoft.AspNetCore.Http.Endpoint> endpoints)"))
        {
            foreach (var action in controller.Actions)
            {
                for (var i = 0; i < action.Routes.Count; i++)
                {
                    code.Line($"endpoints.Add({NamedController.ClassOf(action)}.{EndpointEmitter.Field(i)}.Endpoint);");
                }
            }
        }
    }

    private static void WriteAction(CodeWriter code, ControllerModel controller, ActionModel action)
    {
        using (code.Block($"internal static class {NamedController.ClassOf(action)}"))
        {
            EndpointEmitter.Write(code, controller, action);
            code.Line();
            RunEmitter.Write(code, controller, action);
            FormReaderEmitter.Write(code, action.Call);
            ArgumentValidationEmitter.Write(code, action.Call);
            code.Line();
            DescriptionEmitter.Write(code, action);
        }
    }
}
