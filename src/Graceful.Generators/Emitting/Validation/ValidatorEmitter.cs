using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the file of one validated type: its annotations as code.</summary>
internal sealed class ValidatorEmitter
{
    /// <summary>Precedes the checks of a property with [JsonIgnore].</summary>
    private const string UnlessIgnored = "if (validation.IncludesJsonIgnored)";

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
            nested.ForEach(one => WriteNested(one.Statement, one.IsIgnoredInJson));
        }

        if (_type.Whole is { } whole)
        {
            WriteSpace();
            _rules.WriteWhole(whole, "value", _fields.Named);
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
            if (member.Rules.Count > 0)
            {
                var local = Local(member.Name, taken);
                WriteSpace();
                _code.Line($"// {member.Name}: {RuleEmitter.Names(member.Rules)}");
                if (member.IsIgnoredInJson)
                {
                    using (_code.Block(UnlessIgnored))
                    {
                        WriteRules(member, local, property, field);
                    }
                }
                else
                {
                    WriteRules(member, local, property, field);
                    property = local;
                }
            }

            if (member.Nested is not null)
            {
                nested.Add((NestedEmitter.Statement(member.Nested, field, property), member.IsIgnoredInJson));
            }
        }

        return nested;
    }

    private void WriteRules(ValidatedMemberModel member, string local, string property, string field)
    {
        _code.Line($"{member.Type} {local} = {property};");
        _rules.Write(member.Rules, local, field, member.Name, owner: "value");
    }

    private void WriteNested(string statement, bool isIgnoredInJson)
    {
        if (!isIgnoredInJson)
        {
            _code.Line(statement);
            return;
        }

        using (_code.Block(UnlessIgnored))
        {
            _code.Line(statement);
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
