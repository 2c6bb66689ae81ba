using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the methods that validate the arguments of an MVC action.</summary>
internal static class MvcValidationEmitter
{
    private const string Parameter = "ref global::Graceful.Validation.ObjectValidation validation";

    /// <summary>
    /// True for [Required] itself, which the run-time part checks: it also fails for an argument that the request does not have.
    /// </summary>
    public static bool IsRequired(RuleModel rule) => rule is { IsRequired: true, Check: not AnnotationCheck };

    /// <summary>True when there is more to check than [Required].</summary>
    public static bool Validates(ArgumentModel argument) => argument.Validation?.Member is { } member &&
        (member.Nested is not null || member.Rules.Any(rule => !IsRequired(rule)));

    /// <summary>Returns the name of the method that validates an argument.</summary>
    public static string Method(ArgumentModel argument) => "Validate" + Identifiers.Pascal(argument.Local);

    /// <summary>True when there are annotations to check for an argument that the request does not have.</summary>
    public static bool ValidatesNull(ArgumentModel argument) => argument.Validation?.RulesOfNull.Count > 0;

    /// <summary>Returns the name of the method that validates an argument that the request does not have.</summary>
    public static string MethodOfNull(ArgumentModel argument) => "CheckNull" + Identifiers.Pascal(argument.Local);

    public static void WriteMethods(CodeWriter code, ValidationFields fields, CallModel call)
    {
        foreach (var argument in call.Arguments.Where(Validates))
        {
            var member = Member(fields, argument);
            code.Write($$"""
                // Checks the annotations of {{argument.BareLocal}}; names are relative to it.
                private static void {{Method(argument)}}({{((MvcBinding)argument.Binding).Type}} {{argument.Local}}, {{Parameter}})
                {
                    {{() => WriteChecks(code, fields, argument, member)}}
                }

                """);
            if (ValidatesNull(argument))
            {
                code.Write($$"""
                    // Checks them when there is no value.
                    private static void {{MethodOfNull(argument)}}({{Parameter}})
                    {
                        {{() => WriteRules(code, fields, argument, [.. argument.Validation!.RulesOfNull], "null", member)}}
                    }

                    """);
            }
        }
    }

    private static string Member(ValidationFields fields, ArgumentModel argument) => fields.Member(
        argument.Local, argument.Validation!.Member with { BoundName = string.Empty }, isJson: false, isForm: true);

    private static void WriteChecks(CodeWriter code, ValidationFields fields, ArgumentModel argument, string member)
    {
        var model = argument.Validation!.Member;
        var rules = model.Rules.Where(rule => !IsRequired(rule)).ToArray();
        if (model.Nested is not null)
        {
            code.Line(NestedEmitter.Statement(model.Nested, member, argument.Local));
        }

        if (model.Nested is null || rules.Length == 0)
        {
            WriteRules(code, fields, argument, rules, argument.Local, member);
            return;
        }

        code.Line().Line("// The argument itself, when everything in it is valid.");
        using (code.Block("if (validation.ErrorCount == 0)"))
        {
            WriteRules(code, fields, argument, rules, argument.Local, member);
        }
    }

    private static void WriteRules(
        CodeWriter code, ValidationFields fields, ArgumentModel argument, RuleModel[] rules, string value, string member) =>
        new RuleEmitter(code, fields).Write(rules, value, member, argument.Local, owner: null);
}
