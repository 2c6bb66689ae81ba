using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the methods that read objects from the fields of a form: one for each type.</summary>
internal sealed class FormReaderEmitter
{
    private readonly CodeWriter _code;
    private readonly FormTypeModel _type;

    private FormReaderEmitter(CodeWriter code, FormTypeModel type) => (_code, _type) = (code, type);

    /// <summary>Writes the methods that the arguments of an action need.</summary>
    public static void Write(CodeWriter code, CallModel call)
    {
        var types = call.Bindings.OfType<FieldsBinding>()
            .SelectMany(fields => fields.Types)
            .GroupBy(type => type.Type, StringComparer.Ordinal);
        foreach (var type in types.Select(same => same.First()))
        {
            new FormReaderEmitter(code, type).Write();
        }
    }

    private IEnumerable<FormMemberModel> Needed => _type.Members.Where(member => !member.IsLeftAlone);

    private IEnumerable<FormMemberModel> OptionalMembers => _type.Members.Where(member => member.IsLeftAlone);

    private void Write()
    {
        Action fields = !_type.MayBePartial && Needed.Any() ? WriteCompleteFields : WriteFields;
        _code.Write($$"""

            // Reads {{_type.Title}} from the fields at the current path of the form.
            private static {{_type.Type}} {{_type.Reader}}(global::Graceful.Binding.FormReader form)
            {
                {{fields}}
                {{WriteCreation}}
            }
            """);
        foreach (var member in OptionalMembers)
        {
            if (member.Setter is { } accessor)
            {
                AccessorEmitter.WriteSetter(_code, Setter(member), accessor, member.Property!.TrimStart('@'), Ref);
            }
        }
    }

    private void WriteFields()
    {
        WriteNeeded();
        WriteOptional();
    }

    /// <summary>Writes the fields of an object that is created only when all that it needs could be read.</summary>
    private void WriteCompleteFields() => _code.Write($$"""
        int errors = form.ErrorCount;
        {{WriteNeeded}}
        bool isComplete = form.ErrorCount == errors;
        {{WriteOptional}}
        if (!isComplete)
        {
            return default!;
        }
        """);

    private void WriteOptional()
    {
        foreach (var member in OptionalMembers)
        {
            _code.Line(FieldEmitter.Statement(member.Field, member.Name, member.Local, Flag(member)));
        }
    }

    private void WriteNeeded()
    {
        foreach (var member in Needed)
        {
            WriteNeeded(member);
        }
    }

    private void WriteNeeded(FormMemberModel member)
    {
        if (member is { IsRequired: true, IsNullable: true, Field: TextField })
        {
            _code.Line($"form.Require({Literal(member.Name)});");
        }

        var isOptional = member.IsNullable || (member.HasDefault && member.Default is null);
        var value = FieldEmitter.Expression(member.Field, member.Name, isOptional, member.Default, member.Local);
        _code.Line($"{TypeOf(member)} {member.Local} = {value};");
    }

    private void WriteCreation()
    {
        var parameters = _type.Members.Where(member => member.Property is null).Select(member => member.Local);
        var creation = $"new {_type.Type}({string.Join(", ", parameters)})";
        var required = Needed
            .Where(member => (member.Property ?? member.AlsoSets) is not null)
            .Select(member => $"{member.Property ?? member.AlsoSets} = {member.Local}")
            .ToArray();
        if (!OptionalMembers.Any())
        {
            _code.Line($"return {creation}{Initializer(required)};");
            return;
        }

        _code.Line().Line($"{_type.Type} value = {creation}{Initializer(required)};");
        foreach (var member in OptionalMembers)
        {
            var made = FieldEmitter.Made(member.Field, member.Local);
            _code.Write($$"""
                if ({{Condition(member)}})
                {
                    {{(member.Setter is { } accessor
                        ? $"{AccessorEmitter.Call(Setter(member), accessor)}({Ref}value, {made});"
                        : $"value.{member.Property} = {made};")}}
                }

                """);
        }

        _code.Line("return value;");
    }

    private string Ref => _type.IsValueType ? "ref " : string.Empty;

    private static string Initializer(string[] properties) =>
        properties.Length == 0 ? string.Empty : $" {{ {string.Join(", ", properties)} }}";

    private static string Condition(FormMemberModel member) => FieldEmitter.Condition(member.Field, member.Local, Flag(member));

    private static string Flag(FormMemberModel member) => "has" + Identifiers.Pascal(member.Local);

    private string Setter(FormMemberModel member) => $"Set{_type.Reader.Substring("Read".Length)}_{member.Property!.TrimStart('@')}";

    private static string TypeOf(FormMemberModel member) => member.Field.Type + (member.IsNullable ? "?" : string.Empty);
}
