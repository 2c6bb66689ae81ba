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

    public static void WriteMethods(CodeWriter code, ValidationFields fields, CallModel call)
    {
        foreach (var argument in call.Arguments.Where(Validates))
        {
            code.Write($$"""
                // Checks the annotations of {{argument.BareLocal}}; names are relative to it.
                private static void {{Method(argument)}}({{((MvcBinding)argument.Binding).Type}} {{argument.Local}}, {{Parameter}})
                {
                    {{() => WriteChecks(code, fields, argument)}}
                }

                """);
        }
    }

    private static void WriteChecks(CodeWriter code, ValidationFields fields, ArgumentModel argument)
    {
        var model = argument.Validation!.Member;
        var member = fields.Member(argument.Local, model with { BoundName = string.Empty }, isJson: false, isForm: true);
        var rules = model.Rules.Where(rule => !IsRequired(rule)).ToArray();
        if (model.Nested is not null)
        {
            code.Line(NestedEmitter.Statement(model.Nested, member, argument.Local));
        }

        if (model.Nested is null || rules.Length == 0)
        {
            WriteRules();
            return;
        }

        code.Line().Line("// The argument itself, when everything in it is valid.");
        using (code.Block("if (validation.ErrorCount == 0)"))
        {
            WriteRules();
        }

        void WriteRules() => new RuleEmitter(code, fields).Write(rules, argument.Local, member, argument.Local, owner: null);
    }
}
