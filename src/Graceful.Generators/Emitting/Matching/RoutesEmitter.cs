using Graceful.Generators.RouteTree;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>
/// Writes the class that matches paths to routes and lists all endpoints. The routes of a large program are in other files of the class
/// (<see cref="TreeEmitter"/>), so that an edit of a template does not write all of them again.
/// </summary>
internal static class RoutesEmitter
{
    public const string ClassName = "Routes";

    /// <param name="index">The routes.</param>
    /// <param name="className">The name of the class.</param>
    public static string Emit(RouteIndex index, string className = ClassName)
    {
        const string ReadOnlyList = "global::System.Collections.Generic.IReadOnlyList<global::Microsoft.AspNetCore.Http.Endpoint>";
        var code = GeneratedFile.Begin();
        var modifiers = index.InCode is null ? "internal static partial" : "internal static";

        // Aliases within the namespace: no type or namespace of the app, which are outside of it, hides them.
        return code.Write($$"""
            namespace Graceful.Generated
            {
                using ActionRoute = global::Graceful.Routing.ActionRoute;
                using Comparison = global::System.StringComparison;
                using RouteSearch = global::Graceful.Routing.RouteSearch;
                using RouteText = global::Graceful.Routing.RouteText;
                using RouteVerbs = global::Graceful.Routing.RouteVerbs;
                using Text = global::System.MemoryExtensions;

                /// <summary>Every route of this program.</summary>
                {{code.Attributes}}
                {{modifiers}} class {{className}}
                {
                    /// <summary>The largest number of route values.</summary>
                    internal const int CaptureCount = {{Number(index.CaptureCount)}};

                    {{() => WriteMatch(code, index)}}

                    /// <summary>All endpoints, for EndpointDataSource; matching does not read them.</summary>
                    internal static {{ReadOnlyList}} Endpoints()
                    {
                        {{EndpointEmitter.List}} endpoints = new();
                        {{() => WriteEndpoints(code, index)}}
                        return endpoints;
                    }
                }
            }
            """).ToString();
    }

    private static void WriteMatch(CodeWriter code, RouteIndex index)
    {
        if (index.InCode is { } table)
        {
            MatchEmitter.Write(code, table);
            return;
        }

        code.Write($$"""
            private static readonly global::Graceful.Routing.RouteTree Tree = new(
                {{() => code.List(index.Parts.Select(part => $"{TreeEmitter.ClassOf(part)}.Create()"), ");")}}

            /// <summary>The route that answers the path with the method, or null.</summary>
            internal static ActionRoute? Match(scoped ref RouteSearch search) => Tree.Match(ref search);
            """);
    }

    private static void WriteEndpoints(CodeWriter code, RouteIndex index)
    {
        foreach (var controller in index.EndpointLists)
        {
            code.Line($"{controller}.List(endpoints);");
        }
    }
}
