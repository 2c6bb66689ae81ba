using Generator.Tests.Corpus;

namespace Generator.Tests.Binding.Differential.Mvc;

/// <summary>Random objects and requests: valid ones, and those with a missing, empty, wrong or refused value.</summary>
internal static class MvcShapes
{
    public const string Support = """
        public enum Color { Red, Green }
        public sealed class Inner
        {
            [System.ComponentModel.DataAnnotations.Range(1, 5)] public int N { get; set; }
            public string S { get; set; } = null!;
        }
        """;

    private const string Annotations = "System.ComponentModel.DataAnnotations.";

    private static readonly string[] Types =
    [
        "int", "int?", "string", "string", "string?", "bool", "decimal", "DateTime", "Guid", "Guid?", "Color", "List<int>", "List<string>?",
        "Inner", "Inner?", "List<Inner>", "Dictionary<string, string>?",
    ];

    private static readonly string[] QueryTypes =
        ["int", "int?", "string", "string?", "bool", "bool?", "decimal", "DateTime?", "Guid", "Color", "Color?", "int[]", "string[]"];

    public static MvcShape Shape(Choices choices, int number, MvcSource source) => new(
        number,
        source,
        [.. Enumerable.Range(0, 1 + choices.Below(4)).Select(i => Member(choices, $"P{i}", source))]);

    public static MvcRequest Request(Choices choices, MvcShape shape)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in shape.Members.Where(_ => !choices.OneIn(6)))
        {
            texts[member.Name] = shape.Source == MvcSource.Body ? Json(choices, member.Plain) : Pairs(choices, member, member.Name);
        }

        return new MvcRequest(shape, texts);
    }

    private static MvcMember Member(Choices choices, string name, MvcSource source)
    {
        var type = choices.Of(source == MvcSource.Query ? QueryTypes : Types);
        var annotation = choices.OneIn(2) ? string.Empty : Annotation(choices, type.TrimEnd('?'));
        var otherwise = source == MvcSource.Query && choices.OneIn(4) ? type switch
        {
            "int" => " = 3",
            "string" => " = \"a\"",
            "bool" => " = true",
            "Color" => " = Color.Green",
            _ => string.Empty,
        } : string.Empty;
        return new MvcMember(name, type, annotation, otherwise);
    }

    private static string Annotation(Choices choices, string type) => type switch
    {
        "int" => $"[{Annotations}Range(1, 5)] ",
        "decimal" => $"[{Annotations}Range(0.5, 5)] ",
        "string" => "[" + Annotations + choices.Of<string>(
            ["Required", "StringLength(3, MinimumLength = 2)", "MinLength(2)", "MaxLength(2)", "RegularExpression(\"^a+$\")",
                "EmailAddress"]) + "] ",
        "List<int>" or "List<string>" or "int[]" or "string[]" => $"[{Annotations}MinLength(2)] ",
        "Inner" or "List<Inner>" => $"[{Annotations}Required] ",
        _ => string.Empty,
    };

    private static string Json(Choices choices, string type) => choices.OneIn(8) ? "null" : type switch
    {
        "int" => choices.Of<string>(["3", "3", "9", "0", "\"x\"", "2.5", "\"4\""]),
        "string" => choices.Of<string>(["\"a\"", "\"aaa\"", "\"aaaa\"", "\"\"", "\" \"", "\"a@b.c\"", "5"]),
        "bool" => choices.Of<string>(["true", "false", "1"]),
        "decimal" => choices.Of<string>(["1.5", "0.25", "7", "\"x\""]),
        "DateTime" => choices.Of<string>(["\"2026-01-02T03:04:05Z\"", "\"2026-01-02\"", "\"today\""]),
        "Guid" => choices.Of<string>(["\"6f9619ff-8b86-d011-b42d-00c04fc964ff\"", "\"6f9619ff\""]),
        "Color" => choices.Of<string>(["0", "1", "9", "\"Red\""]),
        "List<int>" => choices.Of<string>(["[1,2]", "[]", "[1]", "[1,null]", "{}"]),
        "List<string>" => choices.Of<string>(["[\"a\",\"b\"]", "[]", "[null,\"\"]"]),
        "Inner" => Inner(choices),
        "List<Inner>" => choices.Of<string>(["[]", $"[{Inner(choices)}]", $"[{Inner(choices)},{Inner(choices)}]", "[null]"]),
        _ => choices.Of<string>(["{}", "{\"k\":\"v\"}", "{\"k\":null}", "[]"]),
    };

    private static string Inner(Choices choices) =>
        choices.Of<string>(["{\"n\":3,\"s\":\"a\"}", "{\"n\":9,\"s\":\"a\"}", "{\"n\":3}", "{}", "{\"n\":9,\"s\":null}",
            "{\"s\":\"\",\"n\":1}"]);

    private static string Pairs(Choices choices, MvcMember member, string key) => member.Plain switch
    {
        "Inner" => choices.Of<string>([$"{key}.N=3&{key}.S=a", $"{key}.N=9&{key}.S=a", $"{key}.N=3", $"{key}.S=a", $"{key}.N=x&{key}.S=a"]),
        "List<Inner>" => choices.Of<string>([$"{key}[0].N=3&{key}[0].S=a", $"{key}[0].N=9&{key}[0].S=a&{key}[1].N=2&{key}[1].S=b",
        $"{key}[0].N=3"]),
        "List<int>" or "int[]" => choices.Of<string>([$"{key}=1&{key}=2", $"{key}=1", $"{key}=1&{key}=x"]),
        "List<string>" or "string[]" => choices.Of<string>([$"{key}=a&{key}=b", $"{key}=a"]),
        "Dictionary<string, string>" => choices.Of<string>([$"{key}[k]=v", $"{key}[k]=v&{key}[l]=w"]),
        var type when choices.OneIn(12) => $"{key}={Text(choices, type)}&{key}={Text(choices, type)}",
        var type => $"{key}={(choices.OneIn(8) ? string.Empty : Text(choices, type))}",
    };

    private static string Text(Choices choices, string type) => type switch
    {
        "int" => choices.Of<string>(["3", "3", "9", "x", "2.5", "%203"]),
        "string" => choices.Of<string>(["a", "aaa", "aaaa", "%20", "a@b.c"]),
        "bool" => choices.Of<string>(["true", "False", "1", "yes"]),
        "decimal" => choices.Of<string>(["1.5", "0.25", "7", "1,000", "x"]),
        "DateTime" => choices.Of<string>(["2026-01-02T03:04:05Z", "2026-01-02", "today"]),
        "Guid" => choices.Of<string>(["6f9619ff-8b86-d011-b42d-00c04fc964ff", "6f9619ff"]),
        _ => choices.Of<string>(["Red", "green", "1", "9", "Blue"]),
    };
}
