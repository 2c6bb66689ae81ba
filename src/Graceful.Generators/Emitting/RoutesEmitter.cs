using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the class that matches paths to routes and lists all endpoints.</summary>
internal static class RoutesEmitter
{
    private const string ClassName = "Routes";

    public static string Emit(RouteTable table) => Emit(table, ClassName, asTree: TreeEmitter.IsFor(table));

    /// <param name="table">The routes.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="asTree">True for a table that the runtime walks, false for code.</param>
    public static string Emit(RouteTable table, string className, bool asTree)
    {
        const string ReadOnlyList = "global::System.Collections.Generic.IReadOnlyList<global::Microsoft.AspNetCore.Http.Endpoint>";
        var code = GeneratedFile.Begin();

        // Aliases within the namespace: no type or namespace of the app, which are outside of it, hides them.
        return code.Write($$"""
            namespace Graceful.Generated
            {
                using ActionRoute = global::Graceful.Routing.ActionRoute;
                using Comparison = global::System.StringComparison;
                using RouteSearch = global::Graceful.Routing.RouteSearch;
                using RouteVerbs = global::Graceful.Routing.RouteVerbs;
                using Text = global::System.MemoryExtensions;

                /// <summary>Every route of this program.</summary>
                {{code.Attributes}}
                internal static class {{className}}
                {
                    /// <summary>How many captures a route can have.</summary>
                    internal const int CaptureCount = {{Number(table.CaptureCount)}};

                    {{() => WriteMatch(code, table, asTree)}}

                    /// <summary>Every endpoint, for what lists them. Matching does not.</summary>
                    internal static {{ReadOnlyList}} Endpoints()
                    {
                        {{EndpointEmitter.List}} endpoints = new();
                        {{() => WriteEndpoints(code, table)}}
                        return endpoints;
                    }
                }
            }
            """).ToString();
    }

    private static void WriteMatch(CodeWriter code, RouteTable table, bool asTree)
    {
        if (asTree)
        {
            TreeEmitter.Write(code, table);
        }
        else
        {
            MatchEmitter.Write(code, table);
        }
    }

    private static void WriteEndpoints(CodeWriter code, RouteTable table)
    {
        foreach (var controller in table.EndpointLists)
        {
            code.Line($"{controller}.List(endpoints);");
        }
    }
}
