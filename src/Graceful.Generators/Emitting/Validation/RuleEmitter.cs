using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Writes how a value is held against its annotations.</summary>
/// <param name="code">Where it is written.</param>
/// <param name="fields">Where the annotations are kept.</param>
internal sealed class RuleEmitter(CodeWriter code, ValidationFields fields)
{
    /// <param name="rules">The annotations; that which says that the value must be there comes first, and the others are not asked when it is broken.</param>
    /// <param name="value">The value, as a C# expression.</param>
    /// <param name="member">The field of what carries the annotations.</param>
    /// <param name="local">What the fields of the annotations are called after.</param>
    /// <param name="owner">The object that the value is in; null for an argument.</param>
    public void Write(IReadOnlyList<RuleModel> rules, string value, string member, string local, string? owner)
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
                code.Line($"arguments.Fail({member}, {annotation});");
            }
        }

        string Check(string annotation) => $"arguments.Check({member}, {annotation}, {value}, {owner ?? value})";
    }

    /// <summary>The names of annotations, for a comment.</summary>
    public static string Names(IEnumerable<RuleModel> rules) => string.Join(", ", rules.Select(rule => rule.Name));

    /// <summary>What is asked of an object when all of its properties are right: its type's annotations first, then the object itself.</summary>
    /// <param name="whole">What is asked.</param>
    /// <param name="value">The object, as a C# expression.</param>
    /// <param name="named">Its members that it may blame, and that the client knows by other names, as a C# expression.</param>
    /// <param name="bound">What the client calls it, where it is not found by the way to it.</param>
    public void WriteWhole(WholeModel whole, string value, string named, string? bound = null)
    {
        var member = fields.Member("Whole", whole.Name, whole.Display, bound: bound);
        code.Line("// All of it, when its properties are right.");
        WriteIfRight(whole.Rules.Select(rule => $"arguments.CheckObject({value}, {member}, {fields.Rule("Whole", rule)}, {named});"));
        if (whole.IsValidatable)
        {
            if (whole.Rules.Count > 0)
            {
                code.Line();
            }

            WriteIfRight([$"arguments.CheckObject({value}, {member}, {named});"]);
        }
    }

    private void WriteIfRight(IEnumerable<string> checks)
    {
        var lines = checks.ToArray();
        if (lines.Length == 0)
        {
            return;
        }

        using (code.Block("if (arguments.ErrorCount == errors)"))
        {
            foreach (var line in lines)
            {
                code.Line(line);
            }
        }
    }
}
