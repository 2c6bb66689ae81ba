using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the expressions that read what stands at a place of a form.</summary>
internal static class FieldEmitter
{
    private const string Binder = "global::Graceful.Binding.ArgumentBinder";

    /// <summary>What must be there, or is null or the default otherwise.</summary>
    /// <param name="field">How it is read.</param>
    /// <param name="name">The name of the field; empty for what stands at the place itself.</param>
    /// <param name="isNullable">Whether it may be null.</param>
    /// <param name="otherwise">The value when it is missing.</param>
    /// <param name="local">What it is called.</param>
    public static string Expression(FieldModel field, string name, bool isNullable, ConstantModel? otherwise, string local) => field switch
    {
        TextField text => Text(text, name, isNullable, otherwise),
        RawField { Source: RawFieldSource.Values } => $"arguments.FieldValues({Literal(name)})",
        RawField { Source: RawFieldSource.Files } => "arguments.WholeForm.Files",
        RawField => "arguments.WholeForm",
        FileField { IsOne: false } => $"arguments.FieldFiles({Literal(name)})",
        FileField => $"arguments.{(isNullable ? "FieldFile" : "RequiredFieldFile")}({Literal(name)})",
        ObjectField found when !isNullable => name.Length == 0 ? $"{found.Reader}(ref arguments)" : $"arguments.FieldObject<{found.Type}>({Literal(name)}, {found.Reader})",
        ObjectField found => $"arguments.TryFieldObject<{found.Type}>({Literal(name)}, {found.Reader}, out var {Bare(local)}Read) ? {Bare(local)}Read : null",
        _ when isNullable => $"{Several(field, name, $"out var {Bare(local)}IsThere")} is var {Bare(local)}Read && {Bare(local)}IsThere ? {Made(field, Bare(local) + "Read")} : null",
        _ => Made(field, Several(field, name, "out _")),
    };

    /// <summary>A statement that reads what may be missing into a local variable, and mostly whether it is there into another.</summary>
    public static string Statement(FieldModel field, string name, string local, string flag) => field switch
    {
        TextField { IsString: true } => $"var {flag} = arguments.TryField({Literal(name)}, out var {local});",
        TextField text => $"var {flag} = arguments.TryField<{text.Type}>({Literal(name)}, {TextParserEmitter.Expression(text)}, out var {local});",
        RawField or FileField => $"var {local} = {Expression(field, name, isNullable: true, otherwise: null, local)};",
        ObjectField found => $"var {flag} = arguments.TryFieldObject<{found.Type}>({Literal(name)}, {found.Reader}, out var {local});",
        _ => $"var {local} = {Several(field, name, "out var " + flag)};",
    };

    /// <summary>The condition on which the statement has read something.</summary>
    public static string Condition(FieldModel field, string local, string flag) => field switch
    {
        RawField or FileField { IsOne: false } => $"{local}.Count > 0",
        FileField => $"{local} is not null",
        _ => flag,
    };

    /// <summary>What has been read, as what it is to be.</summary>
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
        var field = $"arguments.Field({Literal(name)})";
        var otherwise = constant is null ? null : ConstantEmitter.Expression(constant);
        var isOptional = isNullable || otherwise is not null;
        if (text.IsString)
        {
            return otherwise is not null ? $"{field} ?? {otherwise}" : isOptional ? field : $"arguments.Text({field}, {Literal(name)})";
        }

        var method = !isOptional ? "Value" : text.IsValueType ? "OptionalValue" : "OptionalObject";
        var parsed = $"arguments.{method}<{text.Type}>({field}, {Literal(name)}{TextParserEmitter.Argument(text.Parser, text.Type)})";
        return otherwise is null ? parsed : $"{parsed} ?? {otherwise}";
    }

    /// <summary>A list or a dictionary, before anything else is made of it.</summary>
    private static string Several(FieldModel field, string name, string flag) => field switch
    {
        TextsField { Text.IsString: true } => $"arguments.FieldTexts({Literal(name)}, {flag})",
        TextsField texts => $"arguments.{(texts.MayBeNull ? "OptionalFieldList" : "FieldList")}<{texts.Text.Type}>({Literal(name)}, {TextParserEmitter.Expression(texts.Text)}, {flag})",
        ItemsField items => $"arguments.FieldItems<{items.ItemType}>({Literal(name)}, {Reader(items.Item, items.ItemType)}, {flag})",
        EntriesField entries => $"arguments.FieldEntries<{entries.Key.Type}, {entries.ValueType}>({Literal(name)}, {TextParserEmitter.Expression(entries.Key)}, {Reader(entries.Value, entries.ValueType)}, {flag})",
        _ => throw new InvalidOperationException($"{field} is of no known kind."),
    };

    /// <summary>A delegate that reads what stands at a place that has been entered.</summary>
    private static string Reader(FieldModel field, string type)
    {
        var isNullable = type.EndsWith("?", StringComparison.Ordinal);
        return field is ObjectField found && !(found.IsValueType && isNullable)
            ? found.Reader
            : $"static (ref {Binder} arguments) => {(field is ObjectField ? $"({type})" : string.Empty)}{Expression(field, string.Empty, isNullable && field is not ObjectField, null, "item")}";
    }

    private static string Bare(string local) => local.TrimStart('@');
}
