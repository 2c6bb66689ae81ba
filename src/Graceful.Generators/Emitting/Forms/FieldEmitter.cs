using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the expressions that read a field of a form, or the fields at a path of it.</summary>
internal static class FieldEmitter
{
    private const string Collections = "global::System.Collections.Generic";

    /// <summary>Returns the expression that reads a member.</summary>
    /// <param name="field">The member.</param>
    /// <param name="name">The name of the field; empty for the current path itself.</param>
    /// <param name="isNullable">True when a missing value is null.</param>
    /// <param name="otherwise">The value when the field is missing; null when there is none.</param>
    /// <param name="local">The local variable of the member.</param>
    public static string Expression(FieldModel field, string name, bool isNullable, ConstantModel? otherwise, string local) => field switch
    {
        TextField text => Text(text, name, isNullable, otherwise),
        RawField { Source: RawFieldSource.Values } => $"form.Texts({Literal(name)})",
        RawField { Source: RawFieldSource.Files } => "form.Collection.Files",
        RawField => "form.Collection",
        FileField { IsOne: false } => $"form.Files({Literal(name)})",
        FileField => $"form.{(isNullable ? "File" : "RequiredFile")}({Literal(name)})",
        ObjectField found when !isNullable && otherwise is not null =>
            $"form.TryObject<{found.Type}>({Literal(name)}, {found.Reader}, out {found.Type} {Bare(local)}Read) " +
            $"? {Bare(local)}Read : {ConstantEmitter.Expression(otherwise)}",
        ObjectField found when !isNullable => name.Length == 0
            ? $"{found.Reader}(form)"
            : $"form.RequiredObject<{found.Type}>({Literal(name)}, {found.Reader})",
        ObjectField found =>
            $"form.TryObject<{found.Type}>({Literal(name)}, {found.Reader}, out {found.Type} {Bare(local)}Read) ? {Bare(local)}Read : null",
        _ when isNullable =>
            $"{Several(field, name, $"out bool {Bare(local)}IsThere")} is {{ }} {Bare(local)}Read && {Bare(local)}IsThere " +
            $"? {Made(field, Bare(local) + "Read")} : null",
        _ => Made(field, Several(field, name, "out bool _")),
    };

    /// <summary>Returns the statement that reads an optional member, and whether it is present, into local variables.</summary>
    public static string Statement(FieldModel field, string name, string local, string flag) => field switch
    {
        TextField { IsString: true } =>
            $"bool {flag} = form.TryText({Literal(name)}, out string {local});",
        TextField text =>
            $"bool {flag} = form.TryValue<{text.Type}>({Literal(name)}, {TextParserEmitter.Expression(text)}, " +
            $"out {text.Type} {local});",
        RawField or FileField =>
            $"{field.Type}{(field is FileField { IsOne: true } ? "?" : string.Empty)}" +
            $" {local} = {Expression(field, name, isNullable: true, otherwise: null, local)};",
        ObjectField found =>
            $"bool {flag} = form.TryObject<{found.Type}>({Literal(name)}, {found.Reader}, out {found.Type} {local});",
        _ => $"{SeveralType(field)} {local} = {Several(field, name, "out bool " + flag)};",
    };

    /// <summary>Returns the condition under which the statement has read a value.</summary>
    public static string Condition(FieldModel field, string local, string flag) => field switch
    {
        RawField or FileField { IsOne: false } => $"{local}.Count > 0",
        FileField => $"{local} is not null",
        _ => flag,
    };

    /// <summary>Returns the expression that converts what was read to the type of the member.</summary>
    public static string Made(FieldModel field, string value) => field switch
    {
        TextsField texts => Collection(texts.Collection, value),
        ItemsField items => Collection(items.Collection, value),
        EntriesField entries => Collection(entries.Collection, value),
        _ => value,
    };

    private static string Collection(CollectionModel collection, string items) => collection.Kind switch
    {
        CollectionKind.Itself => items,
        CollectionKind.Array => $"{items}.ToArray()",
        CollectionKind.Constructor => $"new {collection.Type}({items})",
        CollectionKind.CreateRange => $"{collection.Type}.CreateRange({items})",
        _ => throw new InvalidOperationException($"No expression is known for {collection.Kind}."),
    };

    private static string Text(TextField text, string name, bool isNullable, ConstantModel? constant)
    {
        var isOptional = isNullable || constant is not null;
        var method = (text.IsString, isOptional) switch
        {
            (true, false) => "Text",
            (true, true) => "TextOrNull",
            (false, false) => $"Value<{text.Type}>",
            (false, true) => $"{(text.IsValueType ? "OptionalValue" : "OptionalObject")}<{text.Type}>",
        };
        var read = $"form.{method}({Literal(name)}{TextParserEmitter.Argument(text.Parser, text.Type)})";
        return constant is null ? read : $"{read} ?? {ConstantEmitter.Expression(constant)}";
    }

    /// <summary>Returns the expression that reads a list or a dictionary, before it is converted.</summary>
    private static string Several(FieldModel field, string name, string flag) => field switch
    {
        TextsField { Text.IsString: true } => $"form.TextList({Literal(name)}, {flag})",
        TextsField { Text: var text, MayBeNull: var mayBeNull } =>
            $"form.{(mayBeNull ? "OptionalList" : "List")}<{text.Type}>({Literal(name)}, {TextParserEmitter.Expression(text)}, {flag})",
        ItemsField items => $"form.Items<{items.ItemType}>({Literal(name)}, {Reader(items.Item, items.ItemType)}, {flag})",
        EntriesField { Key: var key, ValueType: var type } entries =>
            $"form.Entries<{key.Type}, {type}>({Literal(name)}, {TextParserEmitter.Expression(key)}, " +
            $"{Reader(entries.Value, type)}, {flag})",
        _ => throw new InvalidOperationException($"{field} is of no known kind."),
    };

    /// <summary>Returns the type of that expression.</summary>
    private static string SeveralType(FieldModel field) => field switch
    {
        TextsField { Text: var text, MayBeNull: var mayBeNull } => $"{Collections}.List<{text.Type}{(mayBeNull ? "?" : string.Empty)}>",
        ItemsField items => $"{Collections}.List<{items.ItemType}>",
        EntriesField entries => $"{Collections}.Dictionary<{entries.Key.Type}, {entries.ValueType}>",
        _ => throw new InvalidOperationException($"{field} is of no known kind."),
    };

    /// <summary>Returns a delegate that reads a value at the current path.</summary>
    private static string Reader(FieldModel field, string type)
    {
        var isNullable = type.EndsWith("?", StringComparison.Ordinal);
        if (field is ObjectField found)
        {
            return found.IsValueType && isNullable ? $"static form => ({type}){found.Reader}(form)" : found.Reader;
        }

        return $"static form => {Expression(field, string.Empty, isNullable, otherwise: null, "item")}";
    }

    private static string Bare(string local) => local.TrimStart('@');
}
