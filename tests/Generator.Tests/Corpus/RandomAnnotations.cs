namespace Generator.Tests.Corpus;

/// <summary>Attributes of validation and metadata, with arguments that fit the member or do not.</summary>
internal sealed class RandomAnnotations(Choices choices, RandomConstants constants)
{
    private const string Annotations = "global::System.ComponentModel.DataAnnotations.";

    /// <summary>Returns annotations for a property, a parameter or a field.</summary>
    /// <param name="others">The members that [Compare] may name.</param>
    /// <param name="target">Empty, or a target such as <c>property: </c>.</param>
    /// <param name="isProperty">True when attributes of properties alone may be used.</param>
    public string Of(IReadOnlyCollection<string> others, string target, bool isProperty)
    {
        var all = choices.Several(3, _ => One(others, isProperty)).DistinctBy(text => text.Split('(', '<')[0]).ToArray();
        return all.Length == 0 ? string.Empty : $"[{target}{string.Join(", ", all)}] ";
    }

    /// <summary>Returns metadata for an action or a controller.</summary>
    public string Note() => choices.Below(6) switch
    {
        0 => "[global::Support.Note]",
        1 => $"[global::Support.Note((object?){constants.Object()}, typeof(int), null)]",
        2 => $"[global::Support.Note('\\u0000', float.NaN, (global::Support.Large)5, Any = {constants.Object()})]",
        3 =>
            $"[global::Support.Note(new[] {{ {choices.Of(OddNames.Texts)}, null! }}, @class = global::Support.Small.Both, " +
            $"@long = long.MinValue)]",
        4 => $"[global::Support.Note(Types = new[] {{ typeof(int?), typeof(global::Support.Isbn[]) }}, Any = {constants.Object()})]",
        _ => "[global::Support.Kind<global::Support.Color>(Value = (global::Support.Color)99)]",
    };

    private static readonly string[] Limits =
        ["1, 9", "int.MinValue, int.MaxValue", "9, 1", "0.5, 1e9", "double.NegativeInfinity, double.NaN"];

    private static readonly string[] Operands =
    [
        "decimal", "long", "global::System.DateOnly", "global::System.TimeSpan", "string", "global::Support.Celsius",
        "global::Support.Color",
    ];

    private static readonly string[] Patterns = ["\"^a+$\"", "\"(\"", "\"\\\"\"", "@\"\\p{L}\"", "\"(a+)+\""];

    private string One(IReadOnlyCollection<string> others, bool isProperty) => choices.Below(isProperty ? 26 : 22) switch
    {
        0 or 1 => $"{Annotations}Required{Message("AllowEmptyStrings = true")}",
        2 => $"{Annotations}StringLength({choices.Of<string>(["0", "5", "int.MaxValue", "-1"])}{Rest("MinimumLength = 2")})",
        3 => $"{Annotations}MinLength({choices.Of<string>(["0", "1", "7"])}{Rest()})",
        4 => $"{Annotations}MaxLength({choices.Of<string>(["1", "7", "int.MaxValue", "0"])}{Rest()})",
        5 => $"{Annotations}Length({choices.Of<string>(["0, 1", "2, 9", "9, 2"])}{Rest()})",
        6 => $"{Annotations}Range({choices.Of<string>(Limits)}{Rest("MinimumIsExclusive = true")})",
        7 => $"{Annotations}Range(typeof({choices.Of<string>(Operands)}), "
            + $"{choices.Of<string>(["\"0\", \"1\"", "\"2020-01-01\", \"2021-01-01\"", "\"x\", \"y\"", "\"\", \"\""])}{Rest()})",
        8 => $"{Annotations}RegularExpression({choices.Of<string>(Patterns)}{Rest("MatchTimeoutInMilliseconds = 5")})",
        9 => Annotations + "EmailAddress" + Message(),
        10 => Annotations + choices.Of<string>(["Url", "Phone", "CreditCard", "Base64String"]) + Message(),
        11 => $"{Annotations}FileExtensions(Extensions = {choices.Of(OddNames.Texts)})",
        12 => $"{Annotations}AllowedValues({constants.Object()}, {constants.Object()})",
        13 => $"{Annotations}DeniedValues({constants.Object()}, {constants.Object()}{Rest()})",
        14 => $"{Annotations}EnumDataType(typeof({choices.Of<string>(["global::Support.Color", "global::Support.Small", "int"])}))",
        15 =>
            $"{Annotations}CustomValidation(typeof(global::Support.Checks), " +
            $"{choices.Of<string>(["\"Check\"", "\"Text\"", "\"Nope\"", "nameof(global::Support.Checks.Check)"])})",
        16 => $"{Annotations}Display(Name = {choices.Of(OddNames.Texts)})",
        17 =>
            $"global::Support.Even({constants.Object()}, " +
            $"{constants.Object()}{Rest($"Number = double.NaN, Text = {choices.Of(OddNames.Texts)}")})",
        18 =>
            $"global::Support.Even({choices.Of(OddNames.Texts)}, typeof(global::System.Collections.Generic.List<>), Colors = new[] {{ " +
            $"(global::Support.Color)5 }})",
        19 => $"global::Support.Kind<{choices.Of<string>(["int", "string", "global::Support.Color[]", "global::System.Type"])}>",
        20 => $"{Annotations}DataType({Annotations}DataType.EmailAddress)",
        21 => $"global::Support.Note({constants.Object()}, typeof(int))",
        22 => $"{Annotations}Compare({(others.Count > 0 && !choices.OneIn(5) ? Literal(choices.Of([.. others])) : "\"Nope\"")}{Rest()})",
        23 => $"global::System.Text.Json.Serialization.JsonPropertyName({choices.Of(OddNames.Texts)})",
        24 => "global::System.Text.Json.Serialization.JsonIgnore"
            + choices.Of<string>([string.Empty, "(Condition = global::System.Text.Json.Serialization.JsonIgnoreCondition.Always)"]),
        _ => $"global::System.Runtime.Serialization.DataMember(Name = {choices.Of(OddNames.Texts)})",
    };

    private static string Literal(string name) => $"\"{name.TrimStart('@')}\"";

    private string Message(string other = "") => Rest(other) is { Length: > 0 } rest ? $"({rest[2..]})" : string.Empty;

    private string Rest(string other = "") => choices.Below(6) switch
    {
        0 => $", ErrorMessage = {choices.Of(OddNames.Texts)}",
        1 or 2 when other.Length > 0 => ", " + other,
        3 when other.Length > 0 => $", {other}, ErrorMessage = {choices.Of(OddNames.Texts)}",
        _ => string.Empty,
    };
}
