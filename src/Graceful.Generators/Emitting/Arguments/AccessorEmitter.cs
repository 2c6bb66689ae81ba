using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>
/// Writes accessors: methods without a body that the runtime binds to a member. That of a generic type is in a class with the same type
/// parameters.
/// </summary>
internal static class AccessorEmitter
{
    private const string Accessor = "global::System.Runtime.CompilerServices.UnsafeAccessor";

    /// <summary>Returns the expression that names the accessor.</summary>
    public static string Call(string name, AccessorModel accessor) =>
        accessor.Generics is { } generics ? $"{name}<{generics.Arguments}>.Call" : name;

    /// <param name="code">The code.</param>
    /// <param name="name">The name of the accessor.</param>
    /// <param name="accessor">The accessor.</param>
    /// <param name="property">The name of the property, without its @.</param>
    /// <param name="reference">"ref " for a struct.</param>
    public static void WriteSetter(CodeWriter code, string name, AccessorModel accessor, string property, string reference = "") => Write(
        code, name, accessor, $"Method, Name = {Literal("set_" + property)}", "void",
        $"{reference}{accessor.Owner} owner, {accessor.Values.Single()} value");

    public static void WriteConstructor(CodeWriter code, string name, AccessorModel accessor) => Write(
        code, name, accessor, "Constructor", accessor.Owner,
        string.Join(", ", accessor.Values.Select((type, i) => $"{type} value{Number(i)}")));

    private static void Write(
        CodeWriter code, string name, AccessorModel accessor, string member, string returns, string parameters)
    {
        var attribute = $"[{Accessor}({Accessor}Kind.{member})]";
        if (accessor.Generics is { } generics)
        {
            code.Write($$"""

                private static class {{name}}<{{generics.Parameters}}>{{generics.Constraints}}
                {
                    {{attribute}}
                    internal static extern {{returns}} Call({{parameters}});
                }
                """);
        }
        else
        {
            code.Write($"""

                {attribute}
                private static extern {returns} {name}({parameters});
                """);
        }
    }
}
