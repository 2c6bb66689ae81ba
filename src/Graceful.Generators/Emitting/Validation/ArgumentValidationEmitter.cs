using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>
/// Writes the code that validates the arguments of an action: each value after it is bound, and each object made of values after
/// it is created.
/// </summary>
internal static class ArgumentValidationEmitter
{
    private const string Parameter = "ref global::Graceful.Binding.ArgumentBinder arguments";
    private const string Start = "global::Graceful.Validation.ObjectValidation validation = new(ref arguments);";

    /// <summary>True when a bound value is validated.</summary>
    public static bool Validates(ArgumentModel argument) =>
        argument.Binding is not CompositeBinding && argument.Validation is { } validation &&
        (validation.Member.Nested is not null || validation.Member.Rules.Any(rule => IsEarly(argument, rule)));

    /// <summary>True when an object made of arguments is validated after it is created.</summary>
    public static bool ValidatesWhole(ArgumentModel argument) => argument.Binding is CompositeBinding composite &&
        (argument.Validation is { Whole: not null } or { Member.Rules.Count: > 0 } ||
        composite.Members.Any(member => LateRules(member.Argument).Length > 0 || ValidatesWhole(member.Argument)));

    /// <summary>Returns the call that validates the values that could be bound.</summary>
    public static string Call(CallModel call) =>
        $"Validate(ref arguments, {string.Join(", ", Validated(call).Select(argument => argument.Local))});";

    /// <summary>Returns the call that validates one object made of arguments.</summary>
    public static string CallWhole(ArgumentModel argument) => $"{WholeMethod(argument)}({argument.Local}, ref arguments);";

    /// <summary>Writes the methods that are called, and their static fields.</summary>
    public static void Write(CodeWriter code, CallModel call)
    {
        var fields = new ValidationFields();
        var validated = Validated(call).ToArray();
        if (validated.Length > 0)
        {
            var parameters = string.Join(", ", validated.Select(argument => $"{argument.Type} {argument.Local}"));
            code.Write($$"""

                // Checks the annotations of the arguments that could be bound.
                private static void Validate({{Parameter}}, {{parameters}})
                {
                    {{Start}}

                    {{() => WriteArguments(code, fields, validated)}}
                }
                """);
        }

        foreach (var made in call.Arguments.SelectMany(argument => argument.Parts).Where(ValidatesWhole))
        {
            code.Write($$"""

                // Checks the annotations of {{made.BareLocal}}, once it is created.
                private static void {{WholeMethod(made)}}({{made.Type}} value, {{Parameter}})
                {
                    {{Start}}
                    {{() => WriteWhole(code, fields, made)}}
                }
                """);
        }

        fields.Write(code);
    }

    private static IEnumerable<ArgumentModel> Validated(CallModel call) =>
        call.Arguments.SelectMany(argument => argument.Parts).Where(Validates);

    /// <summary>Rules that need the owner of a value wait until the owner is created; a plain argument has none.</summary>
    private static bool IsEarly(ArgumentModel argument, RuleModel rule) => !rule.NeedsOwner || argument.Validation?.Property is null;

    private static RuleModel[] LateRules(ArgumentModel argument) =>
        argument is { Binding: not CompositeBinding, Validation: { } validation }
        ? [.. validation.Member.Rules.Where(rule => !IsEarly(argument, rule))]
        : [];

    private static string WholeMethod(ArgumentModel argument) => "Validate" + Identifiers.Pascal(argument.Local);

    private static void WriteArguments(CodeWriter code, ValidationFields fields, IEnumerable<ArgumentModel> arguments)
    {
        foreach (var argument in arguments)
        {
            WriteArgument(code, fields, argument);
            code.Line();
        }
    }

    private static void WriteArgument(CodeWriter code, ValidationFields fields, ArgumentModel argument)
    {
        var model = argument.Validation!.Member;
        var isJson = argument.Binding is BodyBinding;
        var isForm = argument.Binding is FieldsBinding { Field: ItemsField or EntriesField };
        var member = fields.Member(argument.Local, model, isJson, isForm);
        var rules = model.Rules.Where(rule => IsEarly(argument, rule)).ToArray();
        code.Line($"// {argument.BareLocal}{(rules.Length > 0 ? ": " + RuleEmitter.Names(rules) : string.Empty)}");
        using (code.Block($"if (arguments.{(isJson ? "IsBody" : "IsBound")}({Literal(model.BoundName ?? model.Name)}))"))
        {
            new RuleEmitter(code, fields).Write(rules, argument.Local, member, argument.Local, owner: null);
            if (model.Nested is not null)
            {
                if (rules.Length > 0)
                {
                    code.Line();
                }

                code.Line(NestedEmitter.Statement(model.Nested, member, argument.Local));
            }
        }
    }

    private static void WriteWhole(CodeWriter code, ValidationFields fields, ArgumentModel made)
    {
        var emitter = new RuleEmitter(code, fields);
        var (members, whole) = (((CompositeBinding)made.Binding).Members, made.Validation?.Whole);
        if (whole is not null)
        {
            code.Line("int errors = validation.ErrorCount;");
        }

        if (made.Validation is { Member.Rules.Count: > 0 } validation)
        {
            emitter.Write(validation.Member.Rules, "value", fields.Member(made.Local, validation.Member), made.Local, owner: null);
        }

        var parts = members.Select(member => member.Argument).Where(part => part.Validation?.Property is not null).ToArray();
        var values = parts.Where(part => part.Binding is not CompositeBinding).ToArray();
        var mayNameOthers = whole is not null || values.Any(part => LateRules(part).Any(rule => rule.Check is AnnotationCheck));
        var known = values.Where(part => mayNameOthers || LateRules(part).Length > 0)
            .ToDictionary(part => part, part => fields.Member(part.Local + "Property", part.Validation!.Member));
        var named = $"[{string.Join(", ", known.Values)}]";
        foreach (var (part, field) in known.Select(pair => (pair.Key, pair.Value)))
        {
            emitter.Write(LateRules(part), Property(part), field, part.Local, "value", named);
        }

        foreach (var part in parts.Where(ValidatesWhole))
        {
            code.Line($"{WholeMethod(part)}({Property(part)}, ref arguments);");
        }

        if (whole is not null)
        {
            code.Line();
            emitter.WriteWhole(whole, "value", named, made.BareLocal);
        }
    }

    private static string Property(ArgumentModel part) => "value." + Identifiers.Escape(part.Validation!.Property!);
}
