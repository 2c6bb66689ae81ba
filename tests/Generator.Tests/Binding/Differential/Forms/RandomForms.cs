using FsCheck;
using FsCheck.Fluent;

namespace Generator.Tests.Binding.Differential.Forms;

/// <summary>A form that can be sent twice.</summary>
/// <param name="Fields">Its fields, in order, each with the kind of its value.</param>
internal sealed record RandomForm(IReadOnlyList<(string Key, string Value, string Kind)> Fields)
{
    public override string ToString() => string.Join('&', Fields.Select(field => $"{field.Key}={field.Value}"));
}

/// <summary>Random forms for a handler: some of its fields, some repeated, with valid, invalid and empty values.</summary>
internal static class RandomForms
{
    private static readonly Dictionary<string, string[]> Right = new(StringComparer.Ordinal)
    {
        ["number"] = ["0", "1", "-1", "42", " 7 "],
        ["item"] = ["0", "1", "-1", "42", " 7 "],
        ["address"] = ["/a", "http://a/b?c"],
        ["fraction"] = ["0", "1.5", "-2.25"],
        ["flag"] = ["true", "False"],
        ["text"] = ["a", "A b", "a,b", "é", "", "a]b", "0"],
        ["color"] = ["Red", "green", "1"],
        ["date"] = ["2026-01-02", "2026-01-02T03:04:05", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05+02:00"],
        ["day"] = ["2026-01-02"],
        ["guid"] = ["0f8fad5b-d9cb-469f-a165-70867728950e"],
        ["letter"] = ["x", "é"],
    };

    private static readonly string[] Wrong = ["x1", "1.2.3", "1,000", "null", "99999999999999999999"];

    public static Gen<RandomForm> For(FormShape shape) =>
        from count in Gen.Choose(0, 7)
        from fields in Field(shape).ArrayOf(count)
        select new RandomForm(fields);

    /// <summary>True for a value at the root, which may be omitted: the object exists in any case.</summary>
    public static bool IsAlone(string kind) => kind is not ("text" or "item");

    private static Gen<(string, string, string)> Field(FormShape shape) =>
        from field in Gen.Elements(shape.Keys)
        from isWrong in Gen.Choose(0, 14)
        from value in Gen.Elements(isWrong == 0 ? Wrong : isWrong == 1 && IsAlone(field.Kind) ? [string.Empty] : Right[field.Kind])
        select (field.Key, value, field.Kind);
}
