using System.Globalization;
using Graceful.Generators.RouteTree;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the switch from path to endpoint, and the list of all endpoints.</summary>
internal sealed class RoutesEmitter
{
    /// <summary>
    /// From this many routes on, the cases of a switch are methods of their own: the JIT compiles a method of more than 60,000
    /// bytes of IL or 2,000 basic blocks without optimising (dotnet/runtime, src/coreclr/jit/compiler.h, DEFAULT_MIN_OPTS_*).
    /// </summary>
    private const int RoutesPerMethod = 32;

    private readonly CodeWriter _code = GeneratedFile.Begin();
    private readonly Queue<KeyValuePair<string, LiteralSwitch>> _methods = new();

    public static string Emit(RouteTable table)
    {
        var emitter = new RoutesEmitter();
        emitter.Write(table);
        return emitter._code.ToString();
    }

    private void Write(RouteTable table)
    {
        _code.Line("using global::System;").Line();
        using (_code.Block("namespace Graceful.Generated"))
        {
            _code.Line("/// <summary>Every route of this program.</summary>").Attributes();
            using (_code.Block("internal static class Routes"))
            {
                WriteMatch(LiteralSwitch.Build(table.Routes));
                _code.Line();
                WriteEndpoints(table);
            }
        }
    }

    private void WriteMatch(LiteralSwitch root)
    {
        _code.Line("/// <summary>The endpoint of the action that answers at the path, whatever its case; null when there is none.</summary>");
        using (_code.Block("internal static global::Microsoft.AspNetCore.Http.Endpoint? Match(ReadOnlySpan<char> path)"))
        {
            _code.Line("// One slash at the end is ignored, as ASP.NET Core does; a path base may have left nothing at all.");
            using (_code.Block("if (path.Length > 2 && path[^1] == '/')"))
            {
                _code.Line("path = path[..^1];");
            }

            using (_code.Block("else if (path.IsEmpty)"))
            {
                _code.Line("path = \"/\";");
            }

            _code.Line();
            WriteSwitch(root, "Match");
            _code.Line().Line("return null;");
        }

        while (_methods.Count > 0)
        {
            var method = _methods.Dequeue();
            _code.Line();
            using (_code.Block($"private static global::Microsoft.AspNetCore.Http.Endpoint? {method.Key}(ReadOnlySpan<char> path)"))
            {
                WriteSwitch(method.Value, method.Key);
                _code.Line().Line("return null;");
            }
        }
    }

    private void WriteSwitch(LiteralSwitch node, string method)
    {
        switch (node)
        {
            case LiteralSwitch.ByLength { Cases.Count: > 0 } byLength:
                using (_code.Block("switch (path.Length)"))
                {
                    foreach (var next in byLength.Cases)
                    {
                        var length = next.Key.ToString(CultureInfo.InvariantCulture);
                        WriteCase(length, next.Value, $"{method}{length}", node.Count);
                    }
                }

                break;
            case LiteralSwitch.ByCharacter byCharacter:
                var index = byCharacter.Index.ToString(CultureInfo.InvariantCulture);
                using (_code.Block(byCharacter.IgnoreCase ? $"switch (path[{index}] | 0x20)" : $"switch (path[{index}])"))
                {
                    foreach (var next in byCharacter.Cases)
                    {
                        WriteCase(
                            SymbolDisplay.FormatLiteral(next.Key, quote: true),
                            next.Value,
                            $"{method}_{index}_{(int)next.Key:x2}",
                            node.Count);
                    }
                }

                break;
            case LiteralSwitch.Compare compare:
                foreach (var route in compare.Routes)
                {
                    using (_code.Block($"if (path.Equals({SymbolDisplay.FormatLiteral(route.Pattern.LiteralPath, quote: true)}, StringComparison.OrdinalIgnoreCase))"))
                    {
                        _code.Line($"return {route.Endpoint};");
                    }

                    _code.Line();
                }

                break;
        }
    }

    private void WriteCase(string label, LiteralSwitch next, string method, int countAround)
    {
        _code.Line($"case {label}:");
        using (_code.Indent())
        {
            if (countAround > RoutesPerMethod)
            {
                _methods.Enqueue(new KeyValuePair<string, LiteralSwitch>(method, next));
                _code.Line($"return {method}(path);");
                return;
            }

            WriteSwitch(next, method);
            _code.Line("break;");
        }
    }

    private void WriteEndpoints(RouteTable table)
    {
        _code.Line("/// <summary>Every endpoint, for what lists them. Matching does not.</summary>");
        using (_code.Block("internal static global::System.Collections.Generic.IReadOnlyList<global::Microsoft.AspNetCore.Http.Endpoint> Endpoints()"))
        {
            _code.Line("var endpoints = new global::System.Collections.Generic.List<global::Microsoft.AspNetCore.Http.Endpoint>();");
            foreach (var controller in table.EndpointLists)
            {
                _code.Line($"{controller}.List(endpoints);");
            }

            _code.Line("return endpoints;");
        }
    }
}
