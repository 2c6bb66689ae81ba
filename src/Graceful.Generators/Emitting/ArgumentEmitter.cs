using Graceful.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

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
        binding is BodyBinding or FormBinding or SelfBinding or ValueBinding { Origin: ValueOrigin.Form });

    public static bool NeedsServices(CallModel? call) => call?.Bindings.Any(binding => binding is ServiceBinding or BodyBinding { Service: not null }) == true;

    /// <summary>Binds everything, and leaves the method when something cannot be.</summary>
    public void Write()
    {
        if (_leaves.Any(leaf => leaf.Binding is ValueBinding { Origin: ValueOrigin.Route }))
        {
            _code.Line("var route = global::Graceful.Routing.RouteValues.Of(httpContext);");
        }

        if (_leaves.Any(NeedsBinder) || _call.Arguments.Any(ArgumentValidationEmitter.AsksWhole))
        {
            _code.Line($"var arguments = new {Binder}(httpContext);");
        }

        foreach (var leaf in _leaves.Where(leaf => !IsForm(leaf)))
        {
            WriteLeaf(leaf);
        }

        var fields = _leaves.Where(IsForm).ToArray();
        if (fields.Length > 0)
        {
            WriteForm(fields);
        }

        var isApart = false;
        var isAsked = _leaves.Any(ArgumentValidationEmitter.Asks);
        if (isAsked)
        {
            _code.Line(ArgumentValidationEmitter.Call(_call));
        }

        if (isAsked || _leaves.Any(CanFail))
        {
            WriteRefusal("arguments.AreInvalid");
            isApart = true;
        }

        // Made when everything that goes into them is right: their constructors need not expect anything else.
        foreach (var argument in _call.Arguments.Where(argument => argument.Binding is CompositeBinding))
        {
            _code.Line($"{argument.Type} {argument.Local} = {Create((CompositeBinding)argument.Binding)};");
            isApart = false;
        }

        var objects = _call.Arguments.Where(ArgumentValidationEmitter.AsksWhole).ToArray();
        foreach (var argument in objects)
        {
            _code.Line(ArgumentValidationEmitter.CallWhole(argument));
        }

        if (objects.Length > 0)
        {
            WriteRefusal("arguments.AreInvalid");
            isApart = true;
        }

        if (_leaves.Count > 0 && !isApart)
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
            ExceptionBinding => "exception",
            RequestBinding request => request.Expression,
            ServiceBinding service => Service(service.Service) + (service.Service.IsOptional && !argument.Type.EndsWith("?", StringComparison.Ordinal) ? "!" : string.Empty),
            _ => argument.Local,
        };
        return argument.CastTo is { } type ? $"({type}){value}" : value;
    }

    public static string Service(ServiceModel service) => (service.Key, service.IsOptional) switch
    {
        (null, false) => $"services.GetRequiredService<{service.Type}>()",
        (null, true) => $"services.GetService<{service.Type}>()",
        (var key, false) => $"services.GetRequiredKeyedService<{service.Type}>({key})",
        (var key, true) => $"services.GetKeyedService<{service.Type}>({key})",
    };

    /// <summary>What is bound into a local variable.</summary>
    private static IEnumerable<ArgumentModel> Leaves(ArgumentModel argument) => argument.Binding switch
    {
        CompositeBinding composite => composite.Members.SelectMany(member => Leaves(member.Argument)),
        ContextBinding or ExceptionBinding or RequestBinding or ServiceBinding => [],
        _ => [argument],
    };

    private static bool IsForm(ArgumentModel leaf) => leaf.Binding is FormBinding or ValueBinding { Origin: ValueOrigin.Form };

    private static bool CanFail(ArgumentModel leaf) => leaf.Binding switch
    {
        ValueBinding { Shape: ValueShape.Text } text => !text.IsOptional && !text.IsAlwaysThere,
        ValueBinding { Shape: ValueShape.StringValues or ValueShape.Texts or ValueShape.TextList } => false,
        SelfBinding self => self is { MayBeNull: true, IsOptional: false },
        FormBinding form => form is { Part: FormPart.File, IsOptional: false },
        _ => true,
    };

    private static bool NeedsBinder(ArgumentModel leaf) =>
        leaf.Binding is FormBinding or ValueBinding { Origin: not ValueOrigin.Route } || CanFail(leaf) || ArgumentValidationEmitter.Asks(leaf);

    private void WriteLeaf(ArgumentModel leaf)
    {
        switch (leaf.Binding)
        {
            case ValueBinding value:
                _code.Line($"{leaf.Type} {leaf.Local} = {ValueEmitter.Expression(value)};");
                break;
            case BodyBinding { Service: { } service } body:
                _code.Line($"// {leaf.Local}: the service, or the body where the app has no such service.")
                    .Line($"{leaf.Type} {leaf.Local};");
                using (_code.Block($"if (arguments.IsService<{body.Type}>())"))
                {
                    _code.Line($"{leaf.Local} = {Service(service)};");
                }

                using (_code.Block("else"))
                {
                    WriteBody(leaf, body, leaf.Local);
                }

                _code.Line();
                break;
            case BodyBinding body:
                WriteBody(leaf, body, $"{leaf.Type} {leaf.Local}");
                break;
            case SelfBinding self:
                var bound = $"await {self.Type}.BindAsync(httpContext)";
                if (self is { MayBeNull: true, IsOptional: false })
                {
                    _code.Line($"var {Bare(leaf)}Bound = {bound};");
                    bound = $"arguments.Bound({Bare(leaf)}Bound, {Literal(self.Name)})";
                }

                _code.Line($"{leaf.Type} {leaf.Local} = {bound};");
                break;
        }
    }

    private void WriteBody(ArgumentModel leaf, BodyBinding body, string target)
    {
        var content = Bare(leaf) + "Body";
        _code.Line($"var {content} = await global::Graceful.Binding.JsonBody.ReadAsync<{body.Type}>(httpContext);");
        var mayBeNull = leaf.Type.EndsWith("?", StringComparison.Ordinal);
        var value = (body.IsOptional, body.IsValueType) switch
        {
            (false, _) => $"arguments.Body({content}, {Literal(body.Name)})",
            (true, true) => $"arguments.OptionalBodyValue({content}, {Literal(body.Name)})" + (mayBeNull ? string.Empty : ".GetValueOrDefault()"),
            (true, false) => $"arguments.OptionalBody({content}, {Literal(body.Name)})" + (mayBeNull ? string.Empty : "!"),
        };
        _code.Line($"{target} = {value};");
    }

    private void WriteForm(ArgumentModel[] fields)
    {
        _code.Line()
            .Line("var formBody = await global::Graceful.Binding.FormBody.ReadAsync(httpContext);")
            .Line($"var form = arguments.Form(formBody, {Literal(NameOf(fields[0]))});");
        WriteRefusal("form is null");
        foreach (var field in fields)
        {
            var value = field.Binding switch
            {
                FormBinding { Part: FormPart.Form } => "form",
                FormBinding { Part: FormPart.Files } => "form.Files",
                FormBinding { Part: FormPart.FilesOfName } files => $"form.Files.GetFiles({Literal(files.Name)})",
                FormBinding { IsOptional: true } file => $"form.Files.GetFile({Literal(file.Name)})",
                FormBinding file => $"arguments.File(form, {Literal(file.Name)})",
                var text => ValueEmitter.Expression((ValueBinding)text),
            };
            _code.Line($"{field.Type} {field.Local} = {value};");
        }
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

    private static string NameOf(ArgumentModel leaf) => leaf.Binding is FormBinding form ? form.Name : ((ValueBinding)leaf.Binding).Name;

    private static string Bare(ArgumentModel leaf) => leaf.Local.TrimStart('@');

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
