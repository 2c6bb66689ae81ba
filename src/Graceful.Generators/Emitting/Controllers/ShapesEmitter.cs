using Graceful.Generators.Collections;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the class with the code that actions share.</summary>
internal static class ShapesEmitter
{
    /// <summary>Returns each shape once, in an order that does not depend on the order of the controllers.</summary>
    public static EquatableArray<ActionShape> Distinct(IEnumerable<ActionShape> shapes) => shapes
        .GroupBy(shape => shape.Name, StringComparer.Ordinal)
        .OrderBy(same => same.Key, StringComparer.Ordinal)
        .Select(same => same.First())
        .ToEquatableArray();

    public static string Emit(IEnumerable<ActionShape> shapes)
    {
        var code = GeneratedFile.Begin();
        return code.Write($$"""
            namespace Graceful.Generated
            {
                /// <summary>The code of the actions: one method for all with the same parameters and result.</summary>
                {{code.Attributes}}
                internal static class Shapes
                {
                    {{() => WriteShapes(code, shapes)}}
                }
            }
            """).ToString();
    }

    private static void WriteShapes(CodeWriter code, IEnumerable<ActionShape> shapes)
    {
        foreach (var shape in shapes)
        {
            foreach (var line in shape.Code.TrimEnd('\n').Split('\n'))
            {
                var spaces = line.Length - line.TrimStart(' ').Length;
                using (code.Indent(spaces))
                {
                    code.Line(line.Substring(spaces));
                }
            }

            code.Line();
        }
    }
}
