using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the code that checks a value against its annotations.</summary>
/// <param name="code">The code to write to.</param>
/// <param name="fields">The static fields of the annotations.</param>
internal sealed class RuleEmitter(CodeWriter code, ValidationFields fields)
{
    /// <param name="rules">The annotations; [Required] comes first, and the others are not checked when it fails.</param>
    /// <param name="value">The value, as a C# expression.</param>
    /// <param name="member">The static field of the member.</param>
    /// <param name="local">The prefix of the names of the annotations' static fields.</param>
    /// <param name="owner">The object that has the value; null for an argument.</param>
    /// <param name="named">The members of the object that the client knows by other names, as a C# expression; null for none.</param>
    public void Write(IReadOnlyList<RuleModel> rules, string value, string member, string local, string? owner, string? named = null)
    {
        if (rules.Count == 0 || !rules[0].IsRequired)
        {
            WriteAll(rules);
            return;
        }

        var (required, others) = (rules[0], rules.Skip(1).ToArray());
        var field = fields.Rule(local, required);
        if (required.Check is AnnotationCheck)
        {
            if (others.Length == 0)
            {
                code.Line($"{Check(field)};");
                return;
            }

            using (code.Block($"if ({Check(field)})"))
            {
                WriteAll(others);
            }

            return;
        }

        WriteOne(required, field);
        if (others.Length > 0)
        {
            using (code.Block("else"))
            {
                WriteAll(others);
            }
        }

        void WriteAll(IReadOnlyList<RuleModel> all)
        {
            for (var i = 0; i < all.Count; i++)
            {
                if (i > 0)
                {
                    code.Line();
                }

                WriteOne(all[i], fields.Rule(local, all[i]));
            }
        }

        void WriteOne(RuleModel rule, string annotation)
        {
            if (rule.Check is AnnotationCheck)
            {
                code.Line($"{Check(annotation)};");
                return;
            }

            using (code.Block($"if ({RuleConditionEmitter.Condition(rule.Check, value, annotation, owner ?? value)})"))
            {
                code.Line($"validation.Fail({member}, {annotation});");
            }
        }

        string Check(string annotation) =>
            $"validation.Check({member}, {annotation}, {value}, {owner ?? value}{(named is null ? null : ", " + named)})";
    }

    /// <summary>Returns the names of annotations, for a comment.</summary>
    public static string Names(IEnumerable<RuleModel> rules) => string.Join(", ", rules.Select(rule => rule.Name));

    /// <summary>
    /// Writes the checks of a whole object, which run when its properties and the objects in them are valid: the annotations of its type,
    /// then its own Validate.
    /// </summary>
    /// <param name="whole">The checks.</param>
    /// <param name="value">The object, as a C# expression.</param>
    /// <param name="named">The members that the client knows by other names, as a C# expression.</param>
    /// <param name="bound">The name of the object in the request, when its path does not have it.</param>
    public void WriteWhole(WholeModel whole, string value, string named, string? bound = null)
    {
        var member = fields.Member("Whole", whole.Name, whole.Display, bound: bound);
        code.Line("// The whole object, when everything in it is valid.");
        WriteIfValid(whole.Rules.Select(rule => $"validation.CheckObject({value}, {member}, {fields.Rule("Whole", rule)}, {named});"));
        if (whole.IsValidatable)
        {
            if (whole.Rules.Count > 0)
            {
                code.Line();
            }

            WriteIfValid([$"validation.CheckObject({value}, {member}, {named});"]);
        }
    }

    private void WriteIfValid(IEnumerable<string> checks)
    {
        var lines = checks.ToArray();
        if (lines.Length == 0)
        {
            return;
        }

        using (code.Block("if (validation.ErrorCount == errors)"))
        {
            foreach (var line in lines)
            {
                code.Line(line);
            }
        }
    }
}
