using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the file of a controller: for each action its endpoints and the method that runs it.</summary>
internal static class ControllerEmitter
{
    public static string Emit(NamedController named)
    {
        var code = GeneratedFile.Begin();
        var controller = named.Controller;
        return code.Write($$"""
            namespace {{named.Namespace}}
            {
                /// <summary>The actions of {{controller.FullName.Replace('+', '.')}}.</summary>
                {{code.Attributes}}
                internal static class {{named.Class}}
                {
                    internal static void List({{EndpointEmitter.List}} endpoints)
                    {
                        {{() => WriteList(code, controller)}}
                    }

                    {{() => WriteActions(code, controller)}}
                }
            }
            """).ToString();
    }

    private static void WriteList(CodeWriter code, ControllerModel controller)
    {
        foreach (var action in controller.Actions)
        {
            for (var i = 0; i < action.Routes.Count; i++)
            {
                code.Line($"endpoints.Add({NamedController.ClassOf(action)}.{EndpointEmitter.Field(i)}.Endpoint);");
            }
        }
    }

    private static void WriteActions(CodeWriter code, ControllerModel controller)
    {
        foreach (var action in controller.Actions)
        {
            code.Write($$"""
                internal static class {{NamedController.ClassOf(action)}}
                {
                    {{() => EndpointEmitter.Write(code, controller, action)}}

                    {{() => RunEmitter.Write(code, controller, action)}}
                    {{() => FormReaderEmitter.Write(code, action.Call)}}
                    {{() => ArgumentValidationEmitter.Write(code, action.Call)}}

                    {{() => DescriptionEmitter.Write(code, action)}}
                }

                """);
        }
    }
}
