using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes how the arguments of an action are bound, and what happens to a request of which one cannot be.</summary>
internal sealed class ArgumentEmitter
{
    private const string Binder = "global::Graceful.Binding.ArgumentBinder";

    private readonly CodeWriter _code;
    private readonly CallModel _call;
    private readonly bool _isAsync;
    private readonly List<ArgumentModel> _leaves;

    public ArgumentEmitter(CodeWriter code, CallModel call, bool isAsync)
    {
        (_code, _call, _isAsync) = (code, call, isAsync);
        _leaves = [.. call.Arguments.SelectMany(Leaves)];
    }

    public static bool NeedsAwait(CallModel call) => call.Bindings.Any(binding =>
        binding is BodyBinding or FormBinding or FieldsBinding or SelfBinding or ValueBinding { Origin: ValueOrigin.Form });

    public static bool NeedsServices(CallModel? call) => call?.Bindings.Any(binding => binding is ServiceBinding or BodyBinding { Service: not null }) == true;

    /// <summary>Binds everything, and leaves the method when something cannot be.</summary>
    public void Write()
    {
        WriteSources();
        WriteLeaves();

        // Here every argument that can be bound is in its local variable, and what is wrong with the others is in
        // "arguments": what their annotations ask adds its errors to them.
        var refuses = WriteValidation();

        // Here all of them are right. Only now are objects made of them: their constructors need not expect anything else.
        var made = WriteComposites();
        if (_leaves.Count > 0 && (made || !refuses))
        {
            _code.Line();
        }
    }

    /// <summary>What is passed to the method.</summary>
    public static string Pass(ArgumentModel argument)
    {
        var value = argument.Binding switch
        {
            ContextBinding => "context",
            ExceptionBinding { IsThrown: true } => "exception",
            ExceptionBinding => "null",
            RequestBinding request => RequestEmitter.Expression(request.Part),
            ServiceBinding service => Service(service.Service) + (service.Service.IsOptional && !argument.Type.EndsWith("?", StringComparison.Ordinal) ? "!" : string.Empty),
            _ => argument.Local,
        };
        return argument.CastTo is { } type ? $"({type}){value}" : value;
    }

    public static string Service(ServiceModel service) => (service.Key, service.IsOptional) switch
    {
        (null, false) => $"services.GetRequiredService<{service.Type}>()",
        (null, true) => $"services.GetService<{service.Type}>()",
        ({ } key, false) => $"services.GetRequiredKeyedService<{service.Type}>({ConstantEmitter.Expression(key)})",
        ({ } key, true) => $"services.GetKeyedService<{service.Type}>({ConstantEmitter.Expression(key)})",
    };

    /// <summary>Whether a request may be refused for what it holds.</summary>
    public static bool MayRefuse(CallModel call) =>
        call.Arguments.Any(ArgumentValidationEmitter.AsksWhole) ||
        call.Arguments.SelectMany(Leaves).Any(leaf => CanFail(leaf) || IsForm(leaf) || ArgumentValidationEmitter.Asks(leaf));

    /// <summary>What is bound into a local variable.</summary>
    private static IEnumerable<ArgumentModel> Leaves(ArgumentModel argument) => argument.Binding switch
    {
        CompositeBinding composite => composite.Members.SelectMany(member => Leaves(member.Argument)),
        ContextBinding or ExceptionBinding or RequestBinding or ServiceBinding => [],
        _ => [argument],
    };

    private static bool IsForm(ArgumentModel leaf) => leaf.Binding is FormBinding or FieldsBinding or ValueBinding { Origin: ValueOrigin.Form };

    private static bool CanFail(ArgumentModel leaf) => leaf.Binding switch
    {
        ValueBinding { Shape: ValueShape.Text } text => !text.IsOptional && !text.IsAlwaysThere,
        ValueBinding { Shape: ValueShape.StringValues or ValueShape.Texts or ValueShape.TextList } => false,
        SelfBinding self => self is { MayBeNull: true, IsOptional: false },
        FormBinding form => form is { Part: FormPart.File, IsOptional: false },
        _ => true,
    };

    private static bool NeedsBinder(ArgumentModel leaf) =>
        leaf.Binding is FormBinding or FieldsBinding or ValueBinding { Origin: not ValueOrigin.Route } || CanFail(leaf) || ArgumentValidationEmitter.Asks(leaf);

    /// <summary>What the arguments are read with.</summary>
    private void WriteSources()
    {
        if (_leaves.Any(leaf => leaf.Binding is ValueBinding { Origin: ValueOrigin.Route }))
        {
            _code.Line("var route = global::Graceful.Routing.RouteValues.Of(httpContext);");
        }

        if (_leaves.Any(NeedsBinder) || _call.Arguments.Any(ArgumentValidationEmitter.AsksWhole))
        {
            _code.Line($"var arguments = new {Binder}(httpContext);");
        }
    }

    /// <summary>The fields of a form come last: without the form, nothing can be said of them.</summary>
    private void WriteLeaves()
    {
        foreach (var leaf in _leaves.Where(leaf => !IsForm(leaf)))
        {
            BindingEmitter.Write(_code, leaf);
        }

        var fields = _leaves.Where(IsForm).ToArray();
        if (fields.Length == 0)
        {
            return;
        }

        var withFiles = fields.Any(field => field.Binding is FormBinding { Part: not FormPart.Form } or FieldsBinding { HasFiles: true });
        _code.Line()
            .Line($"var formBody = await global::Graceful.Binding.FormBody.ReadAsync(httpContext{(withFiles ? ", withFiles: true" : string.Empty)});")
            .Line($"var form = arguments.Form(formBody, {Literal(NameOf(fields[0]))});");
        WriteRefusal("form is null");
        foreach (var field in fields)
        {
            BindingEmitter.WriteField(_code, field);
        }
    }

    /// <returns>Whether the request may be refused.</returns>
    private bool WriteValidation()
    {
        var isAsked = _leaves.Any(ArgumentValidationEmitter.Asks);
        if (isAsked)
        {
            _code.Line(ArgumentValidationEmitter.Call(_call));
        }

        var mayRefuse = isAsked || _leaves.Any(CanFail);
        if (mayRefuse)
        {
            WriteRefusal("arguments.AreInvalid");
        }

        return mayRefuse;
    }

    /// <returns>Whether there was anything to make that needs no refusal.</returns>
    private bool WriteComposites()
    {
        var composites = _call.Arguments.Where(argument => argument.Binding is CompositeBinding).ToArray();
        foreach (var argument in composites)
        {
            _code.Line($"{argument.Type} {argument.Local} = {Create((CompositeBinding)argument.Binding)};");
        }

        var asked = composites.Where(ArgumentValidationEmitter.AsksWhole).ToArray();
        foreach (var argument in asked)
        {
            _code.Line(ArgumentValidationEmitter.CallWhole(argument));
        }

        if (asked.Length > 0)
        {
            WriteRefusal("arguments.AreInvalid");
        }

        return composites.Length > 0 && asked.Length == 0;
    }

    private void WriteRefusal(string condition)
    {
        using (_code.Block($"if ({condition})"))
        {
            if (_isAsync)
            {
                _code.Line("await arguments.RefuseAsync();").Line("return;");
            }
            else
            {
                _code.Line("return arguments.RefuseAsync();");
            }
        }

        _code.Line();
    }

    private static string Create(CompositeBinding composite)
    {
        var creation = $"new {composite.Type}({string.Join(", ", composite.Members.Where(member => member.Property is null).Select(Value))})";
        var properties = composite.Members.Where(member => member.Property is not null).Select(member => $"{member.Property} = {Value(member)}").ToArray();
        return properties.Length == 0 ? creation : $"{creation} {{ {string.Join(", ", properties)} }}";

        static string Value(MemberModel member) => member.Argument.Binding is CompositeBinding inner ? Create(inner) : Pass(member.Argument);
    }

    private static string NameOf(ArgumentModel leaf) => leaf.Binding switch
    {
        FormBinding form => form.Name,
        FieldsBinding fields => fields.Name,
        _ => ((ValueBinding)leaf.Binding).Name,
    };
}
