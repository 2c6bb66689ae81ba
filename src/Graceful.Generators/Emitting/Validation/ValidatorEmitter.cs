using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the file of one validated type: its annotations as code.</summary>
internal sealed class ValidatorEmitter
{
    private readonly ValidatedTypeModel _type;
    private readonly CodeWriter _code = GeneratedFile.Begin();
    private readonly ValidationFields _fields = new();
    private readonly RuleEmitter _rules;
    private bool _hasStarted;

    private ValidatorEmitter(ValidatedTypeModel type)
    {
        _type = type;
        _rules = new RuleEmitter(_code, _fields);
    }

    /// <summary>Gets the members that the client knows by other names, as a C# expression; null for none.</summary>
    private string? Named => _type.Members.Any(member => member.HasOwnName) ? _fields.Named : null;

    public static string Emit(ValidatedTypeModel type) => new ValidatorEmitter(type).Emit();

    private string Emit()
    {
        const string Validation = "global::Graceful.Validation.ObjectValidation";
        return _code.Write($$"""
            namespace {{_type.Validator.Namespace}}
            {
                /// <summary>Checks the annotations of {{_type.Title}}.</summary>
                {{_code.Attributes}}
                internal static class {{_type.Validator.Class}}
                {
                    internal static void Validate({{_type.Type}} value, ref {{Validation}} validation)
                    {
                        {{WriteDerived}}
                        {{WriteBody}}
                    }
                    {{() => _fields.Write(_code)}}
                }
            }
            """).ToString();
    }

    private void WriteDerived()
    {
        if (_type.Derived.Count > 0)
        {
            WriteSpace();
            _code.Write($$"""
                // JSON may have created a derived type.
                switch (value)
                {
                    {{WriteCases}}
                }
                """);
        }
    }

    private void WriteCases()
    {
        foreach (var derived in _type.Derived.Where(derived => derived.Validator is not null))
        {
            _code.Write($"""
                case {derived.Type} derived:
                    {derived.Validator}.Validate(derived, ref validation);
                    return;
                """);
        }
    }

    private void WriteBody()
    {
        if (_type.IsRecursive)
        {
            WriteSpace();
            _code.Write($$"""
                // It may contain itself: each object is validated once.
                if (!validation.Visit(value))
                {
                    return;
                }
                """);
        }

        if (_type.Whole is not null)
        {
            WriteSpace();
            _code.Line("int errors = validation.ErrorCount;");
        }

        var nested = WriteProperties();
        if (nested.Count > 0)
        {
            WriteSpace();
            nested.ForEach(one => WriteChecks(one.IsIgnoredInJson, () => _code.Line(one.Statement)));
        }

        if (_type.Whole is { } whole)
        {
            WriteSpace();
            _rules.WriteWhole(whole, "value", Named ?? "[]");
        }
    }

    /// <returns>The statements that validate the objects in them.</returns>
    private List<(string Statement, bool IsIgnoredInJson)> WriteProperties()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { "value", "validation", "errors", "derived" };
        var nested = new List<(string, bool)>();
        foreach (var member in _type.Members)
        {
            var field = _fields.Member(member.Name, member);
            var property = "value." + Identifiers.Escape(member.Name);
            var nestedValue = property;
            if (member.Rules.Count > 0)
            {
                var local = Local(member.Name, taken);
                WriteSpace();
                _code.Line($"// {member.Name}: {RuleEmitter.Names(member.Rules)}");
                WriteChecks(member.IsIgnoredInJson, () => WriteRules(member, local, property, field));

                // The local variable of a property with [JsonIgnore] ends with its block.
                nestedValue = member.IsIgnoredInJson ? property : local;
            }

            if (member.Nested is not null)
            {
                nested.Add((NestedEmitter.Statement(member.Nested, field, nestedValue), member.IsIgnoredInJson));
            }
        }

        return nested;
    }

    private void WriteRules(ValidatedMemberModel member, string local, string property, string field)
    {
        _code.Line($"{member.Type} {local} = {property};");
        var mayNameOthers = member.Rules.Any(rule => rule.Check is AnnotationCheck);
        _rules.Write(member.Rules, local, field, member.Name, owner: "value", mayNameOthers ? Named : null);
    }

    /// <summary>Writes checks of a property; those of a property with [JsonIgnore] do not run for JSON.</summary>
    private void WriteChecks(bool isIgnoredInJson, Action write)
    {
        if (!isIgnoredInJson)
        {
            write();
            return;
        }

        using (_code.Block("if (validation.IncludesJsonIgnored)"))
        {
            write();
        }
    }

    /// <summary>Writes an empty line, except at the top.</summary>
    private void WriteSpace()
    {
        if (_hasStarted)
        {
            _code.Line();
        }

        _hasStarted = true;
    }

    private static string Local(string property, HashSet<string> taken)
    {
        var name = Identifiers.Camel(property);
        while (!taken.Add(name))
        {
            name += "Value";
        }

        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
    }
}
