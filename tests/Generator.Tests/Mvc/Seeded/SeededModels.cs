using Generator.Tests.Corpus;

namespace Generator.Tests.Mvc.Seeded;

/// <summary>Declares random classes and records.</summary>
internal sealed class SeededModels(Choices choices, SeededTypes types, SeededAnnotations annotations)
{
    private static readonly string[] Names =
    [
        "Id", "Name", "Count", "Price", "Items", "Key", "Value", "Text", "Size", "Tag", "Index", "Author", "When", "URL", "x", "Größe",
        "MaxItems",
    ];

    private readonly List<ModelType> _bases = [];

    /// <summary>Declares a model with a JSON form, and adds it to the types.</summary>
    public string Declare(string name)
    {
        var isDerived = _bases.Count > 0 && choices.OneIn(5);
        var inherited = isDerived ? choices.Of(_bases) : null;
        var taken = new HashSet<string>(inherited?.Members.Select(member => member.Name) ?? [], StringComparer.OrdinalIgnoreCase);
        var own = Enumerable.Range(0, 1 + choices.Below(5)).Select(_ => Member(choices.Name(Names, taken))).ToList();
        if (choices.OneIn(8) && !taken.Contains("Inner"))
        {
            // A type that contains itself.
            own.Add(new SeededMember("Inner", new ModelType(name, [.. own]), IsNullable: true, "Inner"));
        }

        var model = new ModelType(name, [.. inherited?.Members ?? [], .. own]);
        types.Add(model);
        if (inherited is not null)
        {
            return Class(model, own, isRequired: false, " : " + inherited.Name);
        }

        switch (choices.Below(5))
        {
            case 0:
                return Record(model);
            case 1:
                return Class(model, own, isRequired: true, string.Empty);
            case 2 when own.All(member => member.Type is SimpleType):
                return Class(model, own, isRequired: false, " : IValidatableObject", Checks(own));
            default:
                _bases.Add(model);
                return Class(model, own, isRequired: false, string.Empty);
        }
    }

    private SeededMember Member(string name)
    {
        var type = types.Any(isJson: true);
        var bound = choices.OneIn(8) ? choices.Of<string>(["a-b", "n", "Other_Name", "q"]) + name : name;
        var json = choices.OneIn(10) ? "json_" + name : null;
        string?[] attributes =
        [
            .. annotations.Of(type, isBound: true),
            bound == name ? null : $"ModelBinder(Name = \"{bound}\")",
            json is null ? null : $"JsonPropertyName(\"{json}\")",
            choices.OneIn(15) ? "BindNever" : null,
        ];
        var member = new SeededMember(name, type, choices.OneIn(2), bound)
        {
            Attributes = string.Concat(attributes.OfType<string>().Select(attribute => $"[{attribute}] ")),
        };
        return json is null ? member : member with { JsonName = json };
    }

    private string Class(ModelType model, IEnumerable<SeededMember> own, bool isRequired, string bases, string further = "")
    {
        var lines = own.Select(member =>
        {
            var (modifier, setter, end) = isRequired && choices.OneIn(2) ? ("required ", "init", string.Empty)
                : (string.Empty, choices.OneIn(8) ? "init" : "set", Initial(member));
            return $"    {member.Attributes}public {modifier}{member.Declared} {member.Name} {{ get; {setter}; }}{end}\n";
        });
        return $"public class {model.Name}{bases}\n{{\n{string.Concat(lines)}{further}    {Shown(model)}\n}}\n";
    }

    private string Record(ModelType model)
    {
        var hasDefault = false;
        var parameters = model.Members.Select(member =>
        {
            // A parameter without a default value must not follow one that has one.
            hasDefault |= choices.OneIn(6);
            var literal = !member.IsNullable && member.Type is SimpleType { Literal: { } constant } ? constant : "default!";
            var attributes = member.Attributes.Replace("[Json", "[property: Json", StringComparison.Ordinal);
            return $"{attributes}{member.Declared} {member.Name}{(hasDefault ? " = " + literal : string.Empty)}";
        });
        return $"public record {model.Name}({string.Join(", ", parameters)})\n{{\n    {Shown(model)}\n}}\n";
    }

    private static string Checks(List<SeededMember> members) => $$"""
            public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
            {
                if (Shown.Of({{members[0].Name}}).Length % 2 == 0)
                {
                    yield return new ValidationResult("even length", [nameof({{members[0].Name}})]);
                }

                if (ToString().Length % 3 == 0)
                {
                    yield return new ValidationResult($"length of {validationContext.DisplayName}");
                }
            }

        """;

    private static string Shown(ModelType model) =>
        $"public override string ToString() => \"{model.Name}(\" + " +
        string.Join(" + \" \" + ", model.Members.Select(member => $"Shown.Of({member.Name})")) + " + \")\";";

    private string Initial(SeededMember member) => member switch
    {
        { IsNullable: true } => string.Empty,
        { Type: SimpleType { IsText: true } } => choices.OneIn(3) ? " = \"initial\";" : " = null!;",
        { Type: SimpleType { IsValue: true, Literal: { } literal } } => choices.OneIn(4) ? $" = {literal};" : string.Empty,
        { Type: { IsValue: true } } => string.Empty,
        // MVC fills the collection that a property has, and one that is read as an array cannot be filled (docs/mvc-controllers.md).
        { Type: ListType { Format: not ("IEnumerable<{0}>" or "IReadOnlyList<{0}>" or "IReadOnlyCollection<{0}>") } }
            when choices.OneIn(2) => " = [];",
        _ => " = null!;",
    };
}
