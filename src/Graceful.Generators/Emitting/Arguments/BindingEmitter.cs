using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the code that binds one argument to its local variable.</summary>
internal static class BindingEmitter
{
    /// <summary>Writes an argument that does not come from a form.</summary>
    public static void Write(CodeWriter code, ArgumentModel leaf)
    {
        switch (leaf.Binding)
        {
            case ValueBinding value:
                code.Line($"{leaf.Type} {leaf.Local} = {ValueEmitter.Expression(value)};");
                break;
            case BodyBinding { Service: { } service } body:
                var (content, bound) = Body(leaf, body);
                code.Write($$"""
                    // {{leaf.Local}}: the service, or the body when the app has no such service.
                    {{leaf.Type}} {{leaf.Local}};
                    if (arguments.IsService<{{body.ServiceElement ?? body.Type}}>())
                    {
                        {{leaf.Local}} = {{ArgumentExpressions.Service(service)}};
                    }
                    else
                    {
                        {{content}}
                        {{leaf.Local}} = {{bound}};
                    }

                    """);
                break;
            case BodyBinding body:
                var (reading, binding) = Body(leaf, body);
                code.Write($"""
                    {reading}
                    {leaf.Type} {leaf.Local} = {binding};
                    """);
                break;
            case CustomBinding custom:
                CustomBindingEmitter.Write(code, leaf, custom);
                break;
            case SelfBinding { MayBeNull: true, IsOptional: false } self:
                code.Write($"""
                    {leaf.Type}? {leaf.BareLocal}Bound = await {self.Type}.BindAsync(httpContext);
                    {leaf.Type} {leaf.Local} = arguments.Bound({leaf.BareLocal}Bound, {Literal(self.Name)});
                    """);
                break;
            case SelfBinding self:
                code.Line($"{leaf.Type} {leaf.Local} = await {self.Type}.BindAsync(httpContext);");
                break;
        }
    }

    /// <summary>Writes an argument that comes from the form, which has been read.</summary>
    public static void WriteField(CodeWriter code, ArgumentModel field)
    {
        var value = field.Binding switch
        {
            FormBinding form => Form(form),
            FieldsBinding fields => Fields(fields, field),
            var text => ValueEmitter.Expression((ValueBinding)text),
        };
        code.Line($"{field.Type} {field.Local} = {value};");
    }

    /// <summary>Returns the type of what was read from a body.</summary>
    public static string Content(string type) => $"global::Graceful.Binding.BodyContent<{type}>";

    private static string Form(FormBinding form) => form.Part switch
    {
        FormPart.Form => "form.Collection",
        FormPart.Files => "form.Collection.Files",
        FormPart.FilesOfName => $"form.Files({Literal(form.Name)})",
        _ => $"form.{(form.IsOptional ? "File" : "RequiredFile")}({Literal(form.Name)})",
    };

    private static string Fields(FieldsBinding fields, ArgumentModel field)
    {
        const string Null = " : null";
        var name = fields.Field is TextsField ? fields.Name : string.Empty;
        var value = FieldEmitter.Expression(fields.Field, name, fields.IsOptional, otherwise: null, field.Local);

        // A default value of a parameter that is not nullable, such as a struct.
        return !field.IsNullable && value.EndsWith(Null, StringComparison.Ordinal)
            ? value.Substring(0, value.Length - Null.Length) + " : default!"
            : value;
    }

    /// <summary>Returns the statement that reads a body, and the expression that binds it.</summary>
    private static (string Read, string Value) Body(ArgumentModel leaf, BodyBinding body)
    {
        var content = leaf.BareLocal + "Body";
        var (reader, binder) = (body.IsOptional, body.IsValueType, leaf.IsNullable) switch
        {
            (false, _, _) => ("ReadAsync", "Body"),
            (true, true, true) => ("ReadNullableAsync", "OptionalBodyValue"),
            (true, true, false) => ("ReadAsync", "BodyOrDefault"),
            (true, false, _) => ("ReadAsync", "OptionalBody"),
        };
        var suffix = body is { IsOptional: true, IsValueType: false } && !leaf.IsNullable ? "!" : string.Empty;
        var type = body.Type + (reader == "ReadNullableAsync" ? "?" : string.Empty);
        return (
            $"{Content(type)} {content} = await global::Graceful.Binding.JsonBody.{reader}<{body.Type}>(httpContext);",
            $"arguments.{binder}({content}, {Literal(body.Name)}){suffix}");
    }
}
