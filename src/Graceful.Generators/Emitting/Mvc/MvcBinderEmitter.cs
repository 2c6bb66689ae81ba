using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the binders of models.</summary>
internal static class MvcBinderEmitter
{
    private const string Binders = MvcActionEmitter.Runtime + "ModelBinders.";
    private const string Class = "Binders";

    private static readonly HashSet<string> Integers = new(StringComparer.Ordinal)
    {
        "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "global::System.Int128", "global::System.UInt128",
    };

    /// <summary>Returns the expression of a binder.</summary>
    public static string Expression(MvcBinderModel binder) => binder switch
    {
        MvcTextBinder { Kind: MvcTextKind.String, KeepsBlank: true } => Binders + "TextOrBlank",
        MvcTextBinder { Kind: MvcTextKind.String } => Binders + "Text",
        MvcTextBinder { Converter: { } converter } text =>
            $"{Binders}Converted<{text.Type}>(" +
            $"static () => {Creation(converter, text.Bare)}, " +
            $"allowsNull: {Boolean(text.IsNullable || text.Kind == MvcTextKind.Object)})",
        MvcTextBinder { Kind: MvcTextKind.Enum } text => $"{Binders}{(text.IsNullable ? "NullableEnum" : "Enum")}<{text.Bare}>()",
        MvcTextBinder text => $"{Binders}{Method(text)}<{text.Bare}>({Parser(text)})",
        MvcListBinder { Kind: MvcListKind.Array } list => $"{Binders}Array<{list.Items.Type}>({Expression(list.Items)}){Mark(list)}",
        MvcListBinder list => $"{Binders}List<{list.Type}, {list.Items.Type}>({Expression(list.Items)}, {Creation(list)})",
        MvcDictionaryBinder dictionary =>
            $"{Binders}Dictionary<{dictionary.Type}, {dictionary.Key.Type}, {dictionary.Values.Type}>" +
            $"({Parser(dictionary.Key)}, {Expression(dictionary.Values)}, static dictionary => dictionary{Mark(dictionary)})",
        MvcFileBinder { Files: MvcFiles.One } => Binders + "File",
        MvcFileBinder files => $"{Binders}Files<{files.Type}>({Taken(files)})",
        MvcBodyBinder body =>
            $"{Binders}Body<{body.Type}>(allowsEmpty: {Boolean(body.AllowsEmpty)}, isNonNullable: {Boolean(body.IsNonNullable)})",
        MvcHeaderBinder header => $"{Binders}Header<{header.Type}>({Literal(header.Header)}, " +
            $"isList: {Boolean(header.Values is MvcListBinder)}, {Expression(header.Values)})",
        MvcServiceBinder { Service: var service } => $"{Binders}Service<{service.Type}>(isOptional: " +
            $"{Boolean(service.IsOptional)}, key: {(service.Key is { } key ? ConstantEmitter.Expression(key) : "null")})",
        MvcCustomBinder custom => $"{Binders}Custom<{custom.Type}>(static services => new {custom.Creation.Type}(" +
            $"{MvcActionEmitter.Services(custom.Creation)}), isRequired: {Boolean(custom.IsRequired)})",
        MvcObjectBinder found => $"{Class}.{found.Field}!",
        _ => throw new InvalidOperationException($"{binder} is of no known kind."),
    };

    /// <summary>True for a list or a dictionary: as in MVC, an empty one gives way to a default value.</summary>
    public static bool IsCollection(MvcBinderModel? binder) => binder is MvcListBinder or MvcDictionaryBinder;

    /// <summary>Writes the class with the binders of objects.</summary>
    public static void WriteObjects(CodeWriter code, IReadOnlyCollection<MvcObjectModel> objects)
    {
        if (objects.Count == 0)
        {
            return;
        }

        code.Line();
        using (code.Block($"private static class {Class}"))
        {
            foreach (var found in objects)
            {
                WriteObject(code, found);
                code.Line();
            }

            foreach (var found in objects)
            {
                WriteAccessors(code, found);
            }
        }
    }

    private static void WriteObject(CodeWriter code, MvcObjectModel model)
    {
        var binder = $"internal static readonly {MvcActionEmitter.Runtime}ModelBinder<{model.Type}> {model.Field}";
        if (model.IsNotCreatable)
        {
            code.Write($"""
                {binder} = {Binders}NotCreatable<{model.Type}>(
                    {() => code.List(model.Members.Select(member => Member(member, isParameter: false)), ");")}
                """);
            return;
        }

        if (model.Parameters.Count == 0)
        {
            var created = model.Constructor is { } accessor
                ? AccessorEmitter.Call(Creation(model), accessor)
                : $"static () => new {model.Type}()";
            code.Write($"""
                {binder} = {Binders}Members<{model.Type}>(
                    {() => code.List(model.Members.Select(member => Property(model, member)).Prepend(created), ");")}
                """);
            return;
        }

        var arguments = model.Parameters.Select((parameter, i) => $"({parameter.Binder.Type})values[{Number(i)}]!");
        var create = model.Constructor is { } constructor ? AccessorEmitter.Call(Creation(model), constructor) : $"new {model.Type}";
        code.Write($"""
            {binder} = {Binders}Record<{model.Type}>(
                static values => {create}({string.Join(", ", arguments)}),
                [
                    {() => code.List(model.Parameters.Select(parameter => Member(parameter, isParameter: true)), string.Empty)}
                {() => WriteEnd(code, model)}
            """);
    }

    private static void WriteEnd(CodeWriter code, MvcObjectModel model)
    {
        if (model.Members.Count == 0)
        {
            code.Line("]);");
            return;
        }

        code.Line("],").List(model.Members.Select(member => Property(model, member)), ");");
    }

    private static string Property(MvcObjectModel model, MvcMemberModel member)
    {
        var set = member.Setter is { } accessor
            ? AccessorEmitter.Call(Setter(model, member), accessor)
            : $"static (owner, value) => owner.{Identifiers.Escape(member.Name)} = value";
        var type = $"{MvcActionEmitter.Runtime}ObjectMember<{model.Type}, {member.Binder.Type}>";
        return $"new {type}({Member(member, isParameter: false)}, {set})";
    }

    private static string Member(MvcMemberModel member, bool isParameter)
    {
        var properties = new List<string>();
        Add("BoundName", member.BoundName is { } bound ? Literal(bound) : null);
        Add("Source", member.Source is { } source ? $"{MvcActionEmitter.Runtime}ModelSources.{source}" : null);
        Add("Display", member.Display is { } display ? ConstantEmitter.Creation(display) : null);
        Add("IsBindRequired", member.IsBindRequired ? "true" : null);
        Add("IsParameter", isParameter ? "true" : null);
        Add("HasDefault", member.HasDefault && IsCollection(member.Binder) ? "true" : null);
        Add("Default", member.Default is { } otherwise ? ConstantEmitter.Expression(otherwise) : null);
        var creation = $"new {MvcActionEmitter.Runtime}ModelMember<{member.Binder.Type}>({Literal(member.Name)}, " +
            $"static () => {Expression(member.Binder)})";
        return properties.Count == 0 ? creation : $"{creation} {{ {string.Join(", ", properties)} }}";

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                properties.Add($"{name} = {value}");
            }
        }
    }

    private static void WriteAccessors(CodeWriter code, MvcObjectModel model)
    {
        if (model.Constructor is { } constructor)
        {
            AccessorEmitter.WriteConstructor(code, Creation(model), constructor);
        }

        if (model.IsNotCreatable)
        {
            return;
        }

        foreach (var member in model.Members)
        {
            if (member.Setter is { } accessor)
            {
                AccessorEmitter.WriteSetter(code, Setter(model, member), accessor, member.Name);
            }
        }
    }

    private static string Creation(MvcObjectModel model) => $"Create{model.Field}";

    private static string Boolean(bool value) => value ? "true" : "false";

    private static string Setter(MvcObjectModel model, MvcMemberModel member) => $"Set{model.Field}_{member.Name}";

    private static string Method(MvcTextBinder text) =>
        text.Kind == MvcTextKind.Object ? "Parsed" : text.IsNullable ? "Nullable" : "Value";

    private static string Parser(MvcTextBinder text) => text.Parser?.Kind switch
    {
        null when text.Bare == "byte[]" => "global::Graceful.Mvc.MvcParsers.Base64",
        null when text.Bare == "char" => "global::Graceful.Mvc.MvcParsers.Character",
        null when Integers.Contains(text.Bare) => "global::Graceful.Mvc.MvcParsers.WholeNumber",
        TextParserKind.Enum => "global::Graceful.Mvc.MvcParsers.Enum",
        TextParserKind.DateTimeOffset => "global::Graceful.Mvc.MvcParsers.PointInTime",
        TextParserKind.Double => "global::Graceful.Mvc.MvcParsers.DoublePrecision",
        TextParserKind.Single => "global::Graceful.Mvc.MvcParsers.SinglePrecision",
        TextParserKind.Decimal => "global::Graceful.Mvc.MvcParsers.DecimalNumber",
        _ => TextParserEmitter.Expression(new TextField(
            text.Bare, text.Parser, text.Kind == MvcTextKind.String, text.Kind is MvcTextKind.Value or MvcTextKind.Enum)),
    };

    private static string Taken(MvcFileBinder binder) =>
        binder.Files == MvcFiles.Collection ? Binders + "Collect"
        : binder.Type.EndsWith("[]", StringComparison.Ordinal) ? "static files => [.. files]"
        : "static files => files";

    private static string Creation(MvcConverterModel converter, string converted)
    {
        var argument = converter.TakesType ? $"typeof({converted})" : string.Empty;
        return converter.IsHidden
            ? $"{Binders}HiddenConverter(global::System.Type.GetType({Literal(converter.Type)})" +
                $"{(argument.Length > 0 ? ", " + argument : string.Empty)})"
            : $"new {converter.Type}({argument})";
    }

    private static string Creation(MvcListBinder list) => list.Kind == MvcListKind.Set
        ? $"static list => new global::System.Collections.Generic.HashSet<{list.Items.Type}>(list){Mark(list)}"
        : $"static list => list{Mark(list)}";

    /// <summary>Returns what silences the compiler when items may be null, which their binder does not declare.</summary>
    private static string Mark(MvcBinderModel collection) => collection.Type.Contains("?") ? "!" : string.Empty;
}
