using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>
/// Writes how the arguments of an action are held against their annotations: each value when it is bound, and the objects that
/// are made of arguments when these are made.
/// </summary>
internal static class ArgumentValidationEmitter
{
    private const string Parameter = "ref global::Graceful.Binding.ArgumentBinder arguments";

    /// <summary>Whether anything is asked of a value that is bound by itself.</summary>
    public static bool Asks(ArgumentModel argument) =>
        argument.Binding is not CompositeBinding && argument.Validation is { } validation &&
        (validation.Member.Nested is not null || validation.Member.Rules.Any(rule => IsEarly(argument, rule)));

    /// <summary>Whether anything is asked of an object that is made of arguments, which the arguments one by one do not show.</summary>
    public static bool AsksWhole(ArgumentModel argument) => argument.Binding is CompositeBinding composite &&
        (argument.Validation is { Whole: not null } or { Member.Rules.Count: > 0 } ||
        composite.Members.Any(member => LateRules(member.Argument).Length > 0 || AsksWhole(member.Argument)));

    /// <summary>The call that looks at all values that could be bound.</summary>
    public static string Call(CallModel call) => $"Validate(ref arguments, {string.Join(", ", Asked(call).Select(argument => argument.Local))});";

    /// <summary>The call that looks at one object that is made of arguments.</summary>
    public static string CallWhole(ArgumentModel argument) => $"{WholeMethod(argument)}({argument.Local}, ref arguments);";

    /// <summary>The methods that are called, and what they use.</summary>
    public static void Write(CodeWriter code, CallModel call)
    {
        var fields = new ValidationFields();
        var asked = Asked(call).ToArray();
        if (asked.Length > 0)
        {
            code.Line().Line("// What the annotations ask of the arguments that could be bound.");
            using (code.Block($"private static void Validate({Parameter}, {string.Join(", ", asked.Select(argument => $"{argument.Type} {argument.Local}"))})"))
            {
                for (var i = 0; i < asked.Length; i++)
                {
                    if (i > 0)
                    {
                        code.Line();
                    }

                    WriteArgument(code, fields, asked[i]);
                }
            }
        }

        foreach (var made in call.Arguments.SelectMany(argument => argument.Parts).Where(AsksWhole))
        {
            code.Line().Line($"// What the annotations ask of {made.Local.TrimStart('@')} as a whole.");
            using (code.Block($"private static void {WholeMethod(made)}({made.Type} value, {Parameter})"))
            {
                WriteWhole(code, fields, made);
            }
        }

        fields.Write(code);
    }

    private static IEnumerable<ArgumentModel> Asked(CallModel call) => call.Arguments.SelectMany(argument => argument.Parts).Where(Asks);

    /// <summary>What looks at more than the one value waits until the object is made that the value goes into; an argument has no such object.</summary>
    private static bool IsEarly(ArgumentModel argument, RuleModel rule) => !rule.NeedsOwner || argument.Validation?.Property is null;

    private static RuleModel[] LateRules(ArgumentModel argument) => argument is { Binding: not CompositeBinding, Validation: { } validation }
        ? [.. validation.Member.Rules.Where(rule => !IsEarly(argument, rule))]
        : [];

    private static string WholeMethod(ArgumentModel argument) => "Validate" + char.ToUpperInvariant(argument.Local.TrimStart('@')[0]) + argument.Local.TrimStart('@').Substring(1);

    private static void WriteArgument(CodeWriter code, ValidationFields fields, ArgumentModel argument)
    {
        var model = argument.Validation!.Member;
        var isJson = argument.Binding is BodyBinding;
        var member = fields.Member(argument.Local, model, isJson, isForm: argument.Binding is FieldsBinding { Field: ItemsField or EntriesField });
        var rules = model.Rules.Where(rule => IsEarly(argument, rule)).ToArray();
        code.Line($"// {argument.Local.TrimStart('@')}{(rules.Length > 0 ? ": " + RuleEmitter.Names(rules) : string.Empty)}");
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
            code.Line("var errors = arguments.ErrorCount;");
        }

        if (made.Validation is { Member.Rules.Count: > 0 } validation)
        {
            emitter.Write(validation.Member.Rules, "value", fields.Member(made.Local, validation.Member), made.Local, owner: null);
        }

        var known = new List<string>();
        foreach (var part in members.Select(member => member.Argument).Where(part => part is { Binding: not CompositeBinding, Validation.Property: not null }))
        {
            var model = part.Validation!.Member;
            var late = LateRules(part);
            if (late.Length > 0 || whole is not null)
            {
                var field = fields.Member(part.Local + "Property", model);
                known.Add(field);
                emitter.Write(late, Property(part), field, part.Local, "value");
            }
        }

        if (whole is not null)
        {
            code.Line();
            emitter.WriteWhole(whole, "value", $"[{string.Join(", ", known)}]", made.Local.TrimStart('@'));
        }

        foreach (var part in members.Select(member => member.Argument).Where(part => AsksWhole(part) && part.Validation?.Property is not null))
        {
            code.Line($"{WholeMethod(part)}({Property(part)}, ref arguments);");
        }
    }

    private static string Property(ArgumentModel part) => "value." + Identifiers.Escape(part.Validation!.Property!);
}
