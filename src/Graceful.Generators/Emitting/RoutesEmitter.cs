using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the class that matches paths to routes and lists all endpoints.</summary>
internal static class RoutesEmitter
{
    private const string ClassName = "Routes";

    public static string Emit(RouteTable table) => Emit(table, ClassName);

    public static string Emit(RouteTable table, string className)
    {
        var code = GeneratedFile.Begin();
        using (code.Block("namespace Graceful.Generated"))
        {
            // Aliases within the namespace: no type or namespace of the app, which are outside of it, hides them.
            code.Line("using ActionRoute = global::Graceful.Routing.ActionRoute;")
                .Line("using Comparison = global::System.StringComparison;")
                .Line("using RouteSearch = global::Graceful.Routing.RouteSearch;")
                .Line("using RouteVerbs = global::Graceful.Routing.RouteVerbs;")
                .Line("using Text = global::System.MemoryExtensions;")
                .Line();
            code.Line("/// <summary>Every route of this program.</summary>").Attributes();
            using (code.Block($"internal static class {className}"))
            {
                code.Line("/// <summary>How many captures a route can have.</summary>")
                    .Line($"internal const int CaptureCount = {Number(table.CaptureCount)};")
                    .Line();
                MatchEmitter.Write(code, table);
                code.Line();
                WriteEndpoints(code, table);
            }
        }

        return code.ToString();
    }

    private static void WriteEndpoints(CodeWriter code, RouteTable table)
    {
        code.Line("/// <summary>Every endpoint, for what lists them. Matching does not.</summary>");
        using (code.Block("internal static global::System.Collections.Generic.IReadOnlyList<global::Microsoft.AspNetCore.Http.Endpoint> Endpoints()"))
        {
            code.Line("var endpoints = new global::System.Collections.Generic.List<global::Microsoft.AspNetCore.Http.Endpoint>();");
            foreach (var controller in table.EndpointLists)
            {
                code.Line($"{controller}.List(endpoints);");
            }

            code.Line("return endpoints;");
        }
    }
}
