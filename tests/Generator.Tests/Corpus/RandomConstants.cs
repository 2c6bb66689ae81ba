namespace Generator.Tests.Corpus;

/// <summary>Constants: default values of parameters, and arguments of attributes.</summary>
internal sealed class RandomConstants(Choices choices)
{
    private static readonly Dictionary<string, string[]> Defaults = new(StringComparer.Ordinal)
    {
        ["bool"] = ["true", "false"],
        ["byte"] = ["0", "255"],
        ["sbyte"] = ["-128", "127"],
        ["char"] = ["'a'", "'\\''", "'\\0'", "'\\u2028'", "'\\ud800'", "'\\\\'"],
        ["short"] = ["short.MinValue", "7"],
        ["ushort"] = ["ushort.MaxValue"],
        ["int"] = ["int.MinValue", "7", "-1"],
        ["uint"] = ["uint.MaxValue"],
        ["long"] = ["long.MinValue", "1"],
        ["ulong"] = ["ulong.MaxValue"],
        ["global::System.IntPtr"] = ["3", "default"],
        ["float"] = ["float.NaN", "float.NegativeInfinity", "0.1f", "-0f", "float.MaxValue"],
        ["double"] = ["double.NaN", "double.PositiveInfinity", "0.1", "-0d", "1e300", "double.Epsilon"],
        ["decimal"] = ["1.50m", "decimal.MaxValue", "-0.0m"],
        ["global::System.DayOfWeek"] = ["global::System.DayOfWeek.Friday", "(global::System.DayOfWeek)42"],
        ["global::Support.Color"] = ["global::Support.Color.@class", "global::Support.Color.Größe", "(global::Support.Color)(-9)"],
        ["global::Support.Small"] = ["global::Support.Small.Both", "(global::Support.Small)200"],
    };

    /// <summary>Returns a default value for a parameter of the type.</summary>
    public string Default(CorpusType type)
    {
        var plain = type.Written.TrimEnd('?');
        return plain == "string" && choices.OneIn(2) ? choices.Of(OddNames.Texts)
            : Defaults.TryGetValue(plain, out var values) && choices.OneIn(2) ? choices.Of(values)
            : type is { IsValue: false } or { IsNullable: true } && choices.OneIn(2) ? "null"
            : "default!";
    }

    /// <summary>Returns an argument of an attribute whose parameter is an object.</summary>
    public string Object() => choices.Below(12) switch
    {
        0 => "null",
        1 => "typeof(global::System.Collections.Generic.Dictionary<,>)",
        2 => "typeof(global::System.Collections.Generic.List<(int, string)>[])",
        3 => "new object?[] { 1, \"a\", null, typeof(int), 'c', new int[0] }",
        4 => "new string?[] { null, " + choices.Of(OddNames.Texts) + " }",
        5 => "typeof(void)",
        6 => "global::Support.Large.Last",
        _ => Simple(),
    };

    private string Simple() => choices.OneIn(3) ? choices.Of(OddNames.Texts)
        : choices.Of(choices.Of<string[]>(
            [.. Defaults.Where(pair => pair.Key is not ("decimal" or "global::System.IntPtr")).Select(pair => pair.Value)]));
}
