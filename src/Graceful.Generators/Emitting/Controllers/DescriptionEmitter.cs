using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the description of an action for OpenAPI and the API explorer.</summary>
internal static class DescriptionEmitter
{
    private const string Source = "global::Graceful.Routing.ParameterSource";
    private const string Json = "\"application/json\"";

    /// <summary>Writes the method that describes an action.</summary>
    public static void Write(CodeWriter code, ActionModel action) =>
        Write(code, action, "internal static void Describe(global::Graceful.Routing.ActionDescription action)", string.Empty);

    /// <summary>Writes a lambda that describes an action, followed by <paramref name="end"/>.</summary>
    public static void WriteLambda(CodeWriter code, ActionModel action, string end) => Write(code, action, "static action =>", end);

    private static void Write(CodeWriter code, ActionModel action, string start, string end)
    {
        var (description, call) = (action.Description, action.Call);

        // MVC does not describe the 400 of [ApiController]: the app may send another response. And the method has no result there: a
        // response without a body, which an attribute declares, would get its type.
        var isMvc = action.Mvc is not null;
        var mayRefuse = !isMvc && BoundArguments.MayRefuse(call);
        var mayBeNull = !isMvc && description.ResultMayBeNull && IsDescribedResult(call.Result);

        // MayRefuse before the results: metadata of the action for the same status takes precedence.
        code.Write($$"""
            {{start}}
            {
                action.Returns(typeof({{(isMvc ? "void" : description.Sent)}}));
                {{(mayBeNull ? "action.ResultMayBeNull();" : null)}}
                {{() => WriteParameters(code, action)}}
                {{() => WriteBody(code, call, action.Mvc)}}
                {{(mayRefuse ? "action.MayRefuse();" : null)}}
                {{() => WriteResults(code, description, call, mayRefuse)}}
            }{{end}}
            """);
    }

    private static bool IsDescribedResult(Result result) =>
        result is Result.Text or Result.Json or Result.JsonStream or Result.Anything;

    private static void WriteParameters(CodeWriter code, ActionModel action)
    {
        foreach (var argument in action.Call.Arguments)
        {
            WriteParameter(code, action, argument, "Parameter");
        }
    }

    private static void WriteParameter(CodeWriter code, ActionModel action, ArgumentModel argument, string method)
    {
        if (argument.Parameter is not { } parameter)
        {
            return;
        }

        var (source, name, isOptional) = Of(argument.Binding, parameter);
        if (argument.Binding is ValueBinding { Origin: ValueOrigin.Route, Slot: >= 0 and var slot })
        {
            name = action.RouteParameters[slot].Name;
        }

        var text = $"action.{method}({Source}.{source}, {Literal(name)}, typeof({parameter.Type})";
        if (isOptional)
        {
            text += ", isOptional: true";
        }

        if (argument.Binding is ValueBinding value)
        {
            if (value.Default is { } otherwise && !IsNull(otherwise, parameter))
            {
                text += $", otherwise: {ConstantEmitter.Expression(otherwise)}";
            }

            // Among the fields of a form, OpenAPI leaves out the name of a value that is not parsed from text.
            if (value.Shape is ValueShape.Text or ValueShape.Value or ValueShape.Object || value.Origin == ValueOrigin.Form)
            {
                text += ", isText: true";
            }
        }

        if (argument.Binding is MvcBinding { Default: { } ofMvc } && !IsNull(ofMvc, parameter))
        {
            text += $", otherwise: {ConstantEmitter.Expression(ofMvc)}";
        }

        if (argument.Binding is MvcBinding bound && MvcDescription.IsText(bound))
        {
            text += ", isText: true";
        }

        if (source != "None" && parameter.Attributes.Count > 0)
        {
            text += $", attributes: static () => [{string.Join(", ", parameter.Attributes.Select(ConstantEmitter.Creation))}]";
        }

        code.Line(text + ");");
        if (parameter.MayBeNull && source != "None")
        {
            code.Line("action.ParameterMayBeNull();");
        }

        if (parameter.IsDescribedAsText && argument.Binding is ValueBinding
            { Origin: ValueOrigin.Route or ValueOrigin.Query, Shape: ValueShape.Value or ValueShape.Object })
        {
            code.Line("action.ParameterIsInferred();");
        }

        WriteTypesOwn(code, parameter);
        if (argument.Binding is MvcBinding mvc && action.Mvc is not null)
        {
            foreach (var line in MvcDescription.Text(mvc.Binder).Concat(MvcDescription.Members(action.Mvc, mvc)))
            {
                code.Line(line);
            }
        }

        if (argument.Binding is CompositeBinding composite)
        {
            foreach (var member in composite.Members.Where(member => IsDescribed(member.Argument)))
            {
                WriteParameter(code, action, member.Argument, "Member");
            }
        }
    }

    /// <summary>Writes the metadata of the type of a parameter, as in minimal APIs.</summary>
    private static void WriteTypesOwn(CodeWriter code, ParameterModel parameter)
    {
        if (parameter.TypeDescribesParameter)
        {
            code.Line($"action.AskTypeOfParameter<{parameter.Type}>();");
        }

        if (parameter.TypeDescribesEndpoint)
        {
            code.Line($"action.AskType<{parameter.Type}>();");
        }
    }

    private static bool IsDescribed(ArgumentModel member) =>
        member.Binding is CompositeBinding ||
        Of(member.Binding, member.Parameter!).Source != "None" ||
        member.Parameter is { TypeDescribesParameter: true } or { TypeDescribesEndpoint: true };

    /// <summary>True for the null of a nullable value type, which is not described.</summary>
    private static bool IsNull(ConstantModel otherwise, ParameterModel parameter) =>
        otherwise is NullConstant or DefaultConstant && parameter.Type.EndsWith("?", StringComparison.Ordinal);

    private static (string Source, string Name, bool IsOptional) Of(BindingModel binding, ParameterModel parameter) => binding switch
    {
        ValueBinding value => (value.Origin.ToString(), value.Name, value.IsOptional),
        BodyBinding body => (body.Service is null ? "Body" : "BodyOrService", parameter.Name, body.IsOptional),
        FormBinding { Part: not FormPart.Form } form => ("Form", form.Name, form.IsOptional),
        FieldsBinding fields => ("Form", parameter.Name, fields.IsOptional),
        RequestBinding { Part: RequestPart.Body or RequestPart.BodyReader } => ("Body", parameter.Name, false),
        MvcBinding mvc => MvcDescription.Of(mvc),
        CustomBinding custom => (custom.Origin?.ToString() ?? "Itself", custom.Name, custom.IsOptional),
        SelfBinding self => ("Itself", parameter.Name, self.IsOptional),
        _ => ("None", parameter.Name, false),
    };

    private static void WriteBody(CodeWriter code, CallModel call, MvcActionModel? mvc)
    {
        var arguments = call.Arguments.SelectMany(Flat).ToArray();
        if (arguments.FirstOrDefault(argument => argument.Binding is BodyBinding { Service: null }) is { Binding: BodyBinding body } read)
        {
            code.Line($"action.Accepts(typeof({read.Parameter!.Type}), isOptional: {(body.IsOptional ? "true" : "false")}, {Json});");
        }

        if (arguments.FirstOrDefault(argument => argument.Binding is MvcBinding { Source: MvcSource.Body }) is { } sent)
        {
            code.Line(MvcDescription.Accepts(sent, (MvcBinding)sent.Binding));
        }
        else if (mvc is not null && MvcDescription.AcceptsForm(arguments, mvc) is { } form)
        {
            code.Line(form);
        }

        if (arguments.FirstOrDefault(argument => argument.Binding is BodyBinding { Service: not null }) is { } inferred)
        {
            var maybe = (BodyBinding)inferred.Binding;
            code.Line($"action.AcceptsUnlessService(typeof({maybe.ServiceElement ?? maybe.Type}), typeof({inferred.Parameter!.Type}), "
                + $"isOptional: {(maybe.IsOptional ? "true" : "false")}, {Json});");
        }

        var fields = arguments.Where(BoundArguments.IsForm).ToArray();
        if (fields.Length > 0)
        {
            var withFiles = fields.Any(field =>
                field.Binding is FormBinding { Part: not FormPart.Form } or FieldsBinding { HasFiles: true });
            var types = withFiles ? "\"multipart/form-data\"" : "\"multipart/form-data\", \"application/x-www-form-urlencoded\"";
            code.Line($"action.Accepts(typeof({fields[0].Parameter!.Type}), isOptional: false, {types});")
                .Line("action.NeedsAntiforgeryToken();");
        }
    }

    private static void WriteResults(CodeWriter code, DescriptionModel description, CallModel call, bool mayRefuse)
    {
        switch (call.Result)
        {
            case Result.Text:
                code.Line("action.Sends(200, typeof(string), \"text/plain\");");
                break;
            case Result.Json or Result.JsonStream or Result.Anything:
                code.Line($"action.Sends(200, typeof({description.Sent}), {Json});");
                break;
            case Result.EventStream:
                code.Line($"action.Sends(200, typeof({call.Returns.Type}), \"text/event-stream\");");
                break;
            default:
                // Without it, the 400 would seem to be the only response.
                if (mayRefuse && description.Results.Count == 0)
                {
                    code.Line("action.SendsSomething();");
                }

                break;
        }

        foreach (var result in description.Results)
        {
            code.Line($"action.AskType<{result}>();");
        }
    }

    private static IEnumerable<ArgumentModel> Flat(ArgumentModel argument) => argument.Binding is CompositeBinding composite
        ? composite.Members.SelectMany(member => Flat(member.Argument))
        : [argument];
}
