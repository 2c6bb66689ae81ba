using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the code that binds and validates the arguments of an action, and refuses the request when it cannot.</summary>
/// <remarks>
/// The order is: sources, values, the form, validation of each value, refusal, objects made of values, validation of those
/// objects. Objects are created only from valid values: their constructors need not check anything.
/// </remarks>
internal sealed class ArgumentEmitter(CodeWriter code, CallModel call, bool isAsync)
{
    private readonly ArgumentModel[] _leaves = [.. BoundArguments.Leaves(call)];

    public void Write()
    {
        WriteSources();
        WriteValues();
        WriteForm();
        var mayRefuse = WriteValidation();
        var endsWithObject = WriteObjects();
        if (_leaves.Length > 0 && (endsWithObject || !mayRefuse))
        {
            code.Line();
        }
    }

    private void WriteSources()
    {
        if (_leaves.Any(leaf => leaf.Binding is ValueBinding { Origin: ValueOrigin.Route }))
        {
            code.Line("global::Graceful.Routing.RouteValues route = global::Graceful.Routing.RouteValues.Of(httpContext);");
        }

        if (BoundArguments.NeedBinder(call))
        {
            code.Line("global::Graceful.Binding.ArgumentBinder arguments = new(httpContext);");
        }
    }

    private void WriteValues()
    {
        foreach (var leaf in _leaves.Where(leaf => !BoundArguments.IsForm(leaf)))
        {
            BindingEmitter.Write(code, leaf);
        }
    }

    /// <summary>The form comes last: when it cannot be read, the errors of the other arguments are known.</summary>
    private void WriteForm()
    {
        var fields = _leaves.Where(BoundArguments.IsForm).ToArray();
        if (fields.Length == 0)
        {
            return;
        }

        var withFiles = fields.Any(field =>
            field.Binding is FormBinding { Part: FormPart.File, IsOptional: false } or FieldsBinding { RequiresFile: true });
        var options = withFiles ? ", withFiles: true" : string.Empty;
        code.Write($"""

            {BindingEmitter.Content("global::Microsoft.AspNetCore.Http.IFormCollection")} formBody =
                await global::Graceful.Binding.FormBody.ReadAsync(httpContext{options});
            global::Graceful.Binding.FormReader? form = arguments.Form(formBody, {Literal(NameOf(fields[0]))});
            """);
        WriteRefusal("form is null");
        foreach (var field in fields)
        {
            BindingEmitter.WriteField(code, field);
        }
    }

    /// <returns>True when the request may be refused here.</returns>
    private bool WriteValidation()
    {
        var validates = _leaves.Any(ArgumentValidationEmitter.Validates);
        if (validates)
        {
            code.Line(ArgumentValidationEmitter.Call(call));
        }

        var mayRefuse = validates || _leaves.Any(BoundArguments.CanFail);
        if (mayRefuse)
        {
            WriteRefusal("arguments.AreInvalid");
        }

        return mayRefuse;
    }

    /// <returns>True when the last line written creates an object.</returns>
    private bool WriteObjects()
    {
        var objects = call.Arguments.Where(argument => argument.Binding is CompositeBinding).ToArray();
        foreach (var argument in objects)
        {
            code.Line($"{argument.Type} {argument.Local} = {ArgumentExpressions.Create((CompositeBinding)argument.Binding)};");
        }

        var validated = objects.Where(ArgumentValidationEmitter.ValidatesWhole).ToArray();
        foreach (var argument in validated)
        {
            code.Line(ArgumentValidationEmitter.CallWhole(argument));
        }

        if (validated.Length > 0)
        {
            WriteRefusal("arguments.AreInvalid");
        }

        return objects.Length > 0 && validated.Length == 0;
    }

    private void WriteRefusal(string condition) => code.Write($$"""
        if ({{condition}})
        {
            {{(isAsync ? "await" : "return")}} arguments.RefuseAsync();
            {{(isAsync ? "return;" : null)}}
        }

        """);

    private static string NameOf(ArgumentModel leaf) => leaf.Binding switch
    {
        FormBinding form => form.Name,
        FieldsBinding fields => fields.Name,
        _ => ((ValueBinding)leaf.Binding).Name,
    };
}
