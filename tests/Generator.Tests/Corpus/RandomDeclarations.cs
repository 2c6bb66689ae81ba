using System.Text;

namespace Generator.Tests.Corpus;

/// <summary>Types that actions take and return: classes, records, structs, interfaces and enums, also generic, nested,
/// partial and derived.</summary>
internal sealed class RandomDeclarations(Choices choices, RandomTypes types, RandomConstants constants, RandomAnnotations annotations,
    ProgramShape shape)
{

    /// <summary>Declares a type, in its namespace and outer type.</summary>
    public string Declare()
    {
        var name = choices.Name(OddNames.Types, shape.Taken);
        var space = choices.Of(shape.Namespaces);
        var outer = choices.OneIn(4) && !shape.IsFile ? $"Outer{shape.Taken.Count}" : null;
        var prefix = "global::" + (space.Length > 0 ? space + "." : string.Empty) + (outer is null ? string.Empty : outer + ".");
        var text = new StringBuilder();
        switch (choices.Below(14))
        {
            case 0:
                types.Add(new DeclaredType(prefix + name, IsValue: true, []));
                text.Append($"{shape.Access} enum {name} : {choices.Of<string>(["int", "byte", "ulong", "sbyte"])} " +
                    $"{{ {string.Join(", ", Names(3))} }}");
                break;
            case 1:
                types.Add(new DeclaredType(prefix + name, IsValue: false, []));
                text.Append($"{shape.Access} interface {name} " +
                    $"{{ {string.Join(" ", Names(3, name).Select(member => $"{types.Any(1)} {member} {{ get; set; }}"))} }}");
                break;
            case 2 or 3 or 4:
                Record(text, name, prefix);
                break;
            default:
                Class(text, name, prefix);
                break;
        }

        var nested = outer is null ? text.ToString()
            : $"{shape.Access} {choices.Of<string>(["static ", "sealed ", ""])}partial class {outer}\n{{\n{text}\n}}";
        return space.Length == 0 ? nested : $"namespace {space}\n{{\n{nested}\n}}";
    }

    private void Record(StringBuilder text, string name, string prefix)
    {
        var isStruct = choices.OneIn(3);
        var type = new DeclaredType(prefix + name, isStruct, []) { Members = [.. Names(4, name)] };

        // A record struct with itself in it has no layout, and a record of one record like it has two copy constructors.
        var isAddedLast = isStruct || type.Members.Count == 1;
        if (!isAddedLast)
        {
            types.Add(type);
        }

        var hasDefault = false;
        var parameters = type.Members.Select(member =>
        {
            hasDefault |= choices.OneIn(5);
            var declared = isStruct ? types.OfStruct() : types.Any();
            var target = choices.OneIn(2) ? "property: " : string.Empty;
            return $"{annotations.Of(type.Members, target, target.Length > 0)}{declared} " +
                $"{member}{(hasDefault ? " = " + constants.Default(declared) : string.Empty)}";
        });
        var kind = !isStruct ? choices.Of<string>(["record ", "record class ", "sealed record "])
            : choices.Of<string>(["record struct ", "readonly record struct "]);
        text.Append($"{shape.Access} {kind}{name}({string.Join(", ", parameters)})");
        text.Append(isStruct || choices.OneIn(2) ? ";" : $"\n{{\n    {Added()}\n}}");
        if (isAddedLast)
        {
            types.Add(type);
        }

        string Added()
        {
            var declared = types.Any(2);
            var taken = type.Members.Append(name).Select(one => one.TrimStart('@'));
            return Property(declared, choices.Name(OddNames.Members, [.. taken]), type, isStruct: false);
        }
    }

    private void Class(StringBuilder text, string name, string prefix)
    {
        var isStruct = choices.OneIn(6);
        IReadOnlyList<string> constraints = choices.OneIn(4)
            ? [.. Enumerable.Range(0, 1 + choices.Below(2)).Select(_ =>
            choices.Of<string>(["", "", "class", "struct", "notnull", "new()"]))] : [];
        var inherited = isStruct || constraints.Count > 0 || !choices.OneIn(4) ? null : types.Declared.FirstOrDefault(one => one.IsBase);
        var isBase = !isStruct && constraints.Count == 0;
        var type = new DeclaredType(prefix + name, isStruct, constraints) { IsBase = isBase, Members = [.. inherited?.Members ?? []] };
        if (!isStruct)
        {
            types.Add(type);
        }

        var parameters = constraints.Select((_, i) => "T" + i).ToArray();
        var where = string.Concat(constraints.Select((constraint, i) => constraint.Length > 0 ? $" where T{i} : {constraint}"
            : string.Empty));
        var taken = type.Members.Append(name).Select(one => one.TrimStart('@')).ToHashSet(StringComparer.Ordinal);
        var members = choices.Several(7, _ =>
        {
            var member = choices.Name(OddNames.Members, taken);
            var declared = parameters.Length > 0 && choices.OneIn(2) ? OfParameter(choices.Of(parameters)) : isStruct ? types.OfStruct()
                : types.Any();
            var text = Property(declared, member, type, isStruct);
            type.Members.Add(member);
            return text;
        });

        var header = $"{name}{(parameters.Length > 0 ? $"<{string.Join(", ", parameters)}>" : string.Empty)}";
        var bases = inherited is not null ? " : " + inherited.Reference
            : !isStruct && choices.OneIn(8) ? " : global::System.ComponentModel.DataAnnotations.IValidatableObject" : string.Empty;
        var validate = bases.EndsWith("IValidatableObject", StringComparison.Ordinal)
            ? "    global::System.Collections.Generic.IEnumerable<global::System.ComponentModel.DataAnnotations.ValidationResult> " +
                "global::System.ComponentModel.DataAnnotations.IValidatableObject.Validate("
                + "global::System.ComponentModel.DataAnnotations.ValidationContext c) => throw null!;\n"
            : string.Empty;
        var (modifier, kind) = isStruct ? (string.Empty, "struct ") : (isBase || choices.OneIn(2) ? string.Empty : "sealed ", "class ");
        var attribute = choices.OneIn(6) ? annotations.Note() + " " : string.Empty;
        if (!shape.IsFile && choices.OneIn(5) && members.Count > 1)
        {
            text.Append($"{attribute}{shape.Access} {modifier}partial {kind}{header}{bases}{where}\n{{\n{validate}    {members[0]}\n}}\n");
            text.Append($"{shape.Access} {modifier}partial {kind}{header}{where}\n{{\n    {string.Join("\n    ", members.Skip(1))}\n}}");
        }
        else
        {
            text.Append(
                $"{attribute}{shape.Access} {modifier}{kind}{header}{bases}{where}\n{{\n{validate}    " +
                $"{string.Join("\n    ", members)}\n}}");
        }

        if (isStruct)
        {
            types.Add(type);
        }
    }

    private CorpusType OfParameter(string parameter) => choices.Below(4) switch
    {
        0 => new(parameter + "?", IsValue: false, IsNullable: true),
        1 => new($"global::System.Collections.Generic.List<{parameter}>", IsValue: false),
        2 => new(parameter + "[]", IsValue: false),
        _ => new(parameter, IsValue: false),
    };

    private string Property(CorpusType type, string name, DeclaredType owner, bool isStruct)
    {
        var attributes = annotations.Of(owner.Members, string.Empty, isProperty: true);
        var initializer = isStruct ? string.Empty : choices.Of<string>([" = default!;", string.Empty]);
        return choices.Below(24) switch
        {
            < 9 => $"{attributes}public {type} {name} {{ get; set; }}{initializer}",
            < 12 => $"{attributes}public {type} {name} {{ get; init; }}{initializer}",
            < 15 => $"{attributes}public required {type} {name} {{ get; {choices.Of<string>(["set", "init"])}; }}",
            15 => $"{attributes}public {type} {name} {{ get; private set; }}{initializer}",
            16 => $"{attributes}public {type} {name} => default!;",
            17 => $"public {type} {name} = default!;".Replace(isStruct ? " = default!" : "\0", string.Empty, StringComparison.Ordinal),
            18 => $"{attributes}public static {type} {name} {{ get; set; }} = default!;",
            19 => $"{attributes}internal {type} {name} {{ get; set; }}{initializer}",
            20 => $"[global::System.Obsolete] {attributes}public {type} {name} {{ get; set; }}{initializer}",
            21 => $"[global::System.Obsolete(\"no\", error: true)] {attributes}public {type} {name} {{ get; set; }}{initializer}",
            22 when shape.HasFieldKeyword => $"{attributes}public {type} {name} {{ get => field; set; }}",
            23 => $"{attributes}public {type} {name} {{ set {{ }} }}",
            _ => $"{attributes}public {type} {name} {{ get => default!; set {{ }} }}",
        };
    }

    private IReadOnlyList<string> Names(int most, string type = "")
    {
        HashSet<string> taken = [type.TrimStart('@')];
        return choices.Several(most, _ => choices.Name(OddNames.Members, taken));
    }
}
