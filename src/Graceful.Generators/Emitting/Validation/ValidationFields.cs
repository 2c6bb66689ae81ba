using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Names the static fields of a validator, for members and annotations, and writes them after it.</summary>
internal sealed class ValidationFields
{
    private const string MemberType = "global::Graceful.Validation.ValidatedMember";

    private readonly List<string> _members = [];
    private readonly List<string> _rules = [];
    private readonly List<string> _named = [];
    private readonly Dictionary<(string Local, RuleModel Rule), string> _fieldsOfRules = [];
    private bool _namedIsUsed;

    // A class cannot have a member with its own name.
    private readonly HashSet<string> _memberNames = new(StringComparer.Ordinal) { "Members", "Named" };
    private readonly HashSet<string> _ruleNames = new(StringComparer.Ordinal) { "Annotations" };

    /// <param name="local">The preferred name of the field.</param>
    /// <param name="member">The property or the argument.</param>
    /// <param name="isJson">For an argument: true when it was read from JSON.</param>
    /// <param name="isForm">For a collection argument: true when it is the whole form.</param>
    /// <returns>The name of the field.</returns>
    public string Member(string local, ValidatedMemberModel member, bool isJson = false, bool isForm = false) =>
        Member(local, member.Name, member.Display, member.JsonName, member.BoundName, isJson, isForm);

    public string Member(string local, string name, AttributeModel? display, string? json = null, string? bound = null, bool isJson = false,
        bool isForm = false)
    {
        var field = Unique(local, _memberNames);
        var arguments = new List<string> { Literal(name) };
        Add("display", display is null ? null : ConstantEmitter.Creation(display));
        Add("json", json is null ? null : Literal(json));
        Add("bound", bound is null ? null : Literal(bound));
        Add("isJson", isJson ? "true" : null);
        Add("isForm", isForm ? "true" : null);
        _members.Add($"internal static readonly {MemberType} {field} = new({string.Join(", ", arguments)});");
        if (json is not null || bound is not null)
        {
            _named.Add(field);
        }

        return "Members." + field;

        void Add(string parameter, string? argument)
        {
            if (argument is not null)
            {
                arguments.Add($"{parameter}: {argument}");
            }
        }
    }

    public string Rule(string local, RuleModel rule)
    {
        if (_fieldsOfRules.TryGetValue((local, rule), out var known))
        {
            return "Annotations." + known;
        }

        var field = _fieldsOfRules[(local, rule)] = Unique(local + rule.Name, _ruleNames);
        _rules.Add($"internal static readonly {AnnotationEmitter.TypeOf(rule)} {field} = {AnnotationEmitter.Creation(rule)};");
        return "Annotations." + field;
    }

    /// <summary>Gets the members that a check may report by name and the client knows by another name.</summary>
    public string Named
    {
        get
        {
            _namedIsUsed = true;
            return "Members.Named";
        }
    }

    public void Write(CodeWriter code)
    {
        if (_members.Count > 0)
        {
            code.Line();
            using (code.Block("private static class Members"))
            {
                _members.ForEach(line => code.Line(line));
                if (_namedIsUsed)
                {
                    code.Line($"internal static readonly {MemberType}[] Named = [{string.Join(", ", _named)}];");
                }
            }
        }

        if (_rules.Count > 0)
        {
            code.Line();
            using (code.Block("private static class Annotations"))
            {
                _rules.ForEach(line => code.Line(line));
            }
        }
    }

    private static string Unique(string local, HashSet<string> taken) => taken.AddUnique(Identifiers.Pascal(Identifiers.Sanitize(local)));
}
