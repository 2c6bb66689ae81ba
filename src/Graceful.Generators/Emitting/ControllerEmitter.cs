using Graceful.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the file of one controller: for each action its endpoint and the method that runs it.</summary>
internal static class ControllerEmitter
{
    public static string Emit(NamedController named)
    {
        var code = GeneratedFile.Begin()
            .Line("using global::Microsoft.Extensions.DependencyInjection;")
            .Line();
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
                code.Line($"endpoints.Add({NamedController.ClassOf(action)}.Endpoint);");
            }
        }
    }

    private static void WriteAction(CodeWriter code, ControllerModel controller, ActionModel action)
    {
        code.Line($"// {action.Route.Text}");
        using (code.Block($"internal static class {NamedController.ClassOf(action)}"))
        {
            WriteEndpoint(code, controller, action);
            code.Line();
            RunEmitter.Write(code, controller, action);
        }
    }

    private static void WriteEndpoint(CodeWriter code, ControllerModel controller, ActionModel action)
    {
        var last = action.Metadata.Count == 0 ? ");" : ",";
        code.Line("internal static readonly global::Microsoft.AspNetCore.Routing.RouteEndpoint Endpoint = global::Graceful.Routing.ActionEndpoint.Create(");
        using (code.Indent())
        {
            code.Line("Run,")
                .Line($"{Literal(action.Route.Text)},")
                .Line($"{Literal($"{controller.FullName}.{action.Name}")}{last}");
            for (var i = 0; i < action.Metadata.Count; i++)
            {
                code.Line(action.Metadata[i] + (i == action.Metadata.Count - 1 ? ");" : ","));
            }
        }
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
