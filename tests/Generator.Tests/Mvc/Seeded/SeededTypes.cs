using Generator.Tests.Corpus;

namespace Generator.Tests.Mvc.Seeded;

/// <summary>The types that a random program uses.</summary>
internal sealed class SeededTypes(Choices choices)
{
    private static readonly string[] Integers = ["0", "1", "3", "42", "7"];
    private static readonly string[] Signed = ["0", "-1", "3", "100", "5"];
    private static readonly string[] Fractions = ["0", "1.5", "-2.25", "1000", "3e2"];

    public static readonly SimpleType Text = new(
        "string", SimpleKind.Text, "\"d\"", "a", "abc", "a@b.c", "https://h.example/x", "жß", "x,y", "abcdefghijkl", "5");

    public static readonly SimpleType Int = new("int", SimpleKind.Number, "5", Signed);

    private static readonly SimpleType Color = new("Color", SimpleKind.Enum, "Color.Green", "Red", "green", "2", "BLUE");

    private static readonly SimpleType[] Numbers =
    [
        Int, new("long", SimpleKind.Number, "6L", [.. Signed, "9999999999"]), new("short", SimpleKind.Number, null, Signed),
        new("byte", SimpleKind.Number, "7", Integers), new("sbyte", SimpleKind.Number, null, Signed),
        new("ushort", SimpleKind.Number, null, Integers), new("uint", SimpleKind.Number, null, Integers),
        new("ulong", SimpleKind.Number, null, Integers), new("double", SimpleKind.Number, "1.5", Fractions),
        new("float", SimpleKind.Number, null, Fractions), new("decimal", SimpleKind.Number, "2.5m", Fractions),
    ];

    private static readonly SimpleType[] Others =
    [
        new("bool", SimpleKind.Boolean, "true", "true", "False", "TRUE", "false"),
        new("char", SimpleKind.Value, "'c'", "x", "5", "é"),
        new("Guid", SimpleKind.Value, null, "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "00000000-0000-0000-0000-000000000000"),
        new("DateTime", SimpleKind.Value, null, "2020-02-03", "2020-02-03T04:05:06", "2020-02-03T04:05:06Z", "2020-02-03T04:05:06+02:00"),
        new("DateTimeOffset", SimpleKind.Value, null, "2020-02-03T04:05:06Z", "2020-02-03T04:05:06+02:00"),
        new("DateOnly", SimpleKind.Value, null, "2020-02-03"), new("TimeOnly", SimpleKind.Value, null, "04:05:06"),
        new("TimeSpan", SimpleKind.Value, null, "01:02:03", "1.02:03:04"),
        new("Uri", SimpleKind.Object, null, "/y", "https://h.example/x"), new("Version", SimpleKind.Object, null, "1.2", "1.2.3.4"),
        Color, new("Access", SimpleKind.Enum, "Access.Write", "Read", "read,Write", "3", "None"),
    ];

    /// <summary>Types that are parsed from text by a method of theirs, and have no JSON.</summary>
    private static readonly SimpleType[] Parsed =
    [
        new("Percent", SimpleKind.Value, null, "5%", "100%"), new("Isbn", SimpleKind.Object, null, "isbn:1", "isbn:77"),
    ];

    private static readonly string[] Lists =
    [
        "{0}[]", "List<{0}>", "List<{0}>", "IEnumerable<{0}>", "IList<{0}>", "ICollection<{0}>", "IReadOnlyList<{0}>",
        "IReadOnlyCollection<{0}>",
    ];

    private static readonly string[] Maps = ["Dictionary", "Dictionary", "IDictionary"];

    private readonly List<ModelType> _models = [];

    public IReadOnlyList<ModelType> Models => _models;

    public void Add(ModelType model) => _models.Add(model);

    public SimpleType Simple(bool isJson = false) => choices.Below(isJson ? 8 : 9) switch
    {
        < 3 => Text,
        < 6 => choices.Of(Numbers),
        < 8 => choices.Of(Others),
        _ => choices.Of(Parsed),
    };

    /// <summary>Returns any type.</summary>
    /// <param name="isJson">True when it must have a JSON form.</param>
    /// <param name="depth">The number of objects and collections that may be in it.</param>
    public SeededType Any(bool isJson, int depth = 2) => depth == 0 ? Simple(isJson) : choices.Below(12) switch
    {
        < 6 => Simple(isJson),
        < 8 when _models.Count > 0 => choices.Of(_models),
        < 11 => List(isJson, depth),
        _ => Map(isJson, depth),
    };

    public ListType List(bool isJson, int depth = 1)
    {
        var item = choices.OneIn(3) ? Any(isJson, depth - 1) : Simple(isJson);
        var format = item is SimpleType && choices.OneIn(8) ? "HashSet<{0}>" : choices.Of(Lists);
        return new ListType(format, item, item is SimpleType && choices.OneIn(5) ? "?" : string.Empty);
    }

    public MapType Map(bool isJson, int depth = 1) => new(
        choices.Of(Maps), choices.OneIn(3) ? choices.OneIn(2) ? Int : Color : Text,
        choices.OneIn(3) ? Any(isJson, depth - 1) : Simple(isJson));
}
