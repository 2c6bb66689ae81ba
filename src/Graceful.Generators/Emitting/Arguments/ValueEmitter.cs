using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the expression that binds a value from the text of a request.</summary>
internal static class ValueEmitter
{
    private const string Binder = "global::Graceful.Binding.ArgumentBinder";

    public static string Expression(ValueBinding value)
    {
        var expression = value.Shape switch
        {
            ValueShape.Text => OneText(value),
            ValueShape.Value => One(value, value.IsOptional ? "OptionalValue" : "Value", Span(value)),
            ValueShape.Object => One(value, value.IsOptional ? "OptionalObject" : "Value", Span(value)),
            ValueShape.StringValues => All(value),
            ValueShape.Texts => Array(value, $"{Binder}.Texts({All(value)})"),
            ValueShape.Values => Array(value, Several(value)),
            ValueShape.OptionalValues => Array(value, One(value, "OptionalValues", All(value))),
            ValueShape.TextDictionary =>
                $"arguments.{(value.IsOptional ? "QueryDictionaryOrNull" : "QueryDictionary")}({Literal(value.Name)})!",
            ValueShape.TextList => List(value, "string", $"{Binder}.Texts({All(value)})"),
            ValueShape.ValueList => List(value, value.Type, Several(value)),
            _ => List(value, value.Type + "?", One(value, "OptionalValues", All(value))),
        };

        // StringValues are a struct: without a value they are empty, which is the only constant default they can have.
        return value.Default is { } otherwise && value.Shape != ValueShape.StringValues
            ? $"{expression} ?? {ConstantEmitter.Expression(otherwise)}"
            : expression;
    }

    private static string OneText(ValueBinding value) =>
        value.IsOptional ? Text(value)
        : value.IsAlwaysThere ? Text(value) + "!"
        : $"arguments.Text({Text(value)}, {Literal(value.Name)})";

    private static string One(ValueBinding value, string method, string source) =>
        $"arguments.{method}<{value.Type}>({source}, {Literal(value.Name)}{TextParserEmitter.Argument(value.Parser, value.Type)})";

    /// <summary>Query values are parsed without making strings of them.</summary>
    private static string Several(ValueBinding value) => value.Origin == ValueOrigin.Query
        ? $"arguments.QueryValues<{value.Type}>({Literal(value.Name)}{TextParserEmitter.Argument(value.Parser, value.Type)})"
        : One(value, "Values", All(value));

    private static string Array(ValueBinding value, string array) => value.IsOptional ? $"{Binder}.NullIfEmpty({array})" : array;

    private static string List(ValueBinding value, string element, string array) =>
        value.IsOptional ? $"{Binder}.ListOrNull({array})" : $"new global::System.Collections.Generic.List<{element}>({array})";

    private static string Text(ValueBinding value) => value.Origin switch
    {
        ValueOrigin.Route when value.DecodesSlashes => $"route.TextWithSlashes({Number(value.Slot)}, httpContext)",
        ValueOrigin.Route => $"route.Text({Number(value.Slot)})",
        ValueOrigin.Query => $"arguments.QueryString({Literal(value.Name)})",
        ValueOrigin.Header => $"arguments.Header({Literal(value.Name)})",
        _ => $"(string?)form.Collection[{Literal(value.Name)}]",
    };

    private static string Span(ValueBinding value) => value.Origin switch
    {
        ValueOrigin.Route when value.DecodesSlashes => Text(value),
        ValueOrigin.Route => $"route[{Number(value.Slot)}]",
        ValueOrigin.Query => $"arguments.Query({Literal(value.Name)})",
        _ => Text(value),
    };

    private static string All(ValueBinding value) => value.Origin switch
    {
        ValueOrigin.Query => $"arguments.QueryValues({Literal(value.Name)})",
        ValueOrigin.Header when value.Shape == ValueShape.StringValues => $"arguments.HeaderLines({Literal(value.Name)})",
        ValueOrigin.Header => $"arguments.HeaderValues({Literal(value.Name)})",
        _ => $"form.Collection[{Literal(value.Name)}]",
    };
}
