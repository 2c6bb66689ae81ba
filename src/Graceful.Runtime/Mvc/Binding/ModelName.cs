using System.Globalization;

namespace Graceful.Mvc;

/// <summary>The name of a value in the request.</summary>
/// <param name="Key">The full name: <c>filter.Sizes[0]</c>; empty for an argument whose members have no prefix.</param>
/// <param name="Field">The name in messages: of a property, or of an argument with [Display]; null for others.</param>
/// <param name="IsTopLevel">True for an argument itself.</param>
/// <param name="Depth">The number of objects and collections around it.</param>
internal readonly record struct ModelName(string Key, string? Field, bool IsTopLevel, int Depth = 0)
{
    /// <summary>True for an argument with <c>[BindRequired]</c>.</summary>
    public bool IsBindRequired { get; init; }

    /// <summary>True for a collection that has a default value.</summary>
    public bool HasDefault { get; init; }

    public ModelName Property(string name, string? field) => new(Join(Key, name), field, IsTopLevel: false, Depth + 1);

    public ModelName Item(string index) => new($"{Key}[{index}]", Field: null, IsTopLevel: false, Depth + 1);

    public ModelName Item(int index) => Item(index.ToString(CultureInfo.InvariantCulture));

    /// <summary>True when <paramref name="prefix"/> is the name, or one of a part around it. The empty one is the prefix of all.</summary>
    public static bool IsPrefix(string prefix, string name) =>
        prefix.Length == 0 ||
        (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) &&
            (name.Length == prefix.Length || name[prefix.Length] is '.' or '['));

    public static string Join(string prefix, string name) =>
        prefix.Length == 0 ? name
        : name.Length == 0 ? prefix
        : name[0] == '[' ? prefix + name
        : prefix + "." + name;
}
