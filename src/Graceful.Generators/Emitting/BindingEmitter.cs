using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes how one argument is read into its local variable.</summary>
internal static class BindingEmitter
{
    /// <summary>What comes from anywhere but a form.</summary>
    public static void Write(CodeWriter code, ArgumentModel leaf)
    {
        switch (leaf.Binding)
        {
            case ValueBinding value:
                code.Line($"{leaf.Type} {leaf.Local} = {ValueEmitter.Expression(value)};");
                break;
            case BodyBinding { Service: { } service } body:
                code.Line($"// {leaf.Local}: the service, or the body where the app has no such service.")
                    .Line($"{leaf.Type} {leaf.Local};");
                using (code.Block($"if (arguments.IsService<{body.Type}>())"))
                {
                    code.Line($"{leaf.Local} = {ArgumentEmitter.Service(service)};");
                }

                using (code.Block("else"))
                {
                    WriteBody(code, leaf, body, leaf.Local);
                }

                code.Line();
                break;
            case BodyBinding body:
                WriteBody(code, leaf, body, $"{leaf.Type} {leaf.Local}");
                break;
            case SelfBinding self:
                var bound = $"await {self.Type}.BindAsync(httpContext)";
                if (self is { MayBeNull: true, IsOptional: false })
                {
                    code.Line($"var {Bare(leaf)}Bound = {bound};");
                    bound = $"arguments.Bound({Bare(leaf)}Bound, {Literal(self.Name)})";
                }

                code.Line($"{leaf.Type} {leaf.Local} = {bound};");
                break;
        }
    }

    /// <summary>What comes from the form, which has been read.</summary>
    public static void WriteField(CodeWriter code, ArgumentModel field)
    {
        var value = field.Binding switch
        {
            FormBinding { Part: FormPart.Form } => "form",
            FormBinding { Part: FormPart.Files } => "form.Files",
            FormBinding { Part: FormPart.FilesOfName } files => $"form.Files.GetFiles({Literal(files.Name)})",
            FormBinding { IsOptional: true } file => $"form.Files.GetFile({Literal(file.Name)})",
            FormBinding file => $"arguments.File(form, {Literal(file.Name)})",
            FieldsBinding fields => FieldEmitter.Expression(fields.Field, fields.Field is TextsField ? fields.Name : string.Empty, fields.IsOptional, otherwise: null, field.Local),
            var text => ValueEmitter.Expression((ValueBinding)text),
        };
        code.Line($"{field.Type} {field.Local} = {value};");
    }

    private static void WriteBody(CodeWriter code, ArgumentModel leaf, BodyBinding body, string target)
    {
        var content = Bare(leaf) + "Body";
        var mayBeNull = leaf.Type.EndsWith("?", StringComparison.Ordinal);
        var method = body is { IsOptional: true, IsValueType: true } && mayBeNull ? "ReadNullableAsync" : "ReadAsync";
        code.Line($"var {content} = await global::Graceful.Binding.JsonBody.{method}<{body.Type}>(httpContext);");
        var value = (body.IsOptional, body.IsValueType) switch
        {
            (false, _) => $"arguments.Body({content}, {Literal(body.Name)})",
            (true, true) => $"arguments.{(mayBeNull ? "OptionalBodyValue" : "BodyOrDefault")}({content}, {Literal(body.Name)})",
            (true, false) => $"arguments.OptionalBody({content}, {Literal(body.Name)})" + (mayBeNull ? string.Empty : "!"),
        };
        code.Line($"{target} = {value};");
    }

    private static string Bare(ArgumentModel leaf) => leaf.Local.TrimStart('@');
}
