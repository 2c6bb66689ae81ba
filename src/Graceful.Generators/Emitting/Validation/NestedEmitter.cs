using System.Globalization;
using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>Writes how the objects in a value are looked at.</summary>
internal static class NestedEmitter
{
    private const string Binder = "global::Graceful.Binding.ArgumentBinder";

    /// <summary>A statement over <c>arguments</c>, for what is in a property or an argument.</summary>
    public static string Statement(NestedModel nested, string member, string value) => nested switch
    {
        { IsNullable: true } => $"arguments.Nested<{nested.Type}?>({member}, {value}, {Validator(nested, depth: 0)});",
        NestedObject found => $"arguments.Nested<{found.Type}>({member}, {value}, {found.Validator}.Validate);",
        NestedItems items => $"arguments.Each<{ItemType(items.Item)}>({member}, {value}, {Validator(items.Item, depth: 0)});",
        NestedValues values => $"arguments.Values<{values.Key}, {ItemType(values.Item)}>({member}, {value}!, {Validator(values.Item, depth: 0)});",
        _ => throw new InvalidOperationException($"{nested} is of no known kind."),
    };

    private static string ItemType(NestedModel item) => item.Type + (item.IsNullable ? "?" : string.Empty);

    /// <summary>A delegate that looks at one value, which is not null.</summary>
    private static string Validator(NestedModel nested, int depth)
    {
        var item = depth == 0 ? "item" : "item" + (depth + 1).ToString(CultureInfo.InvariantCulture);
        var start = $"static ({ItemType(nested)} {item}, ref {Binder} arguments) => ";
        var value = nested.IsNullable ? item + "!.Value" : item;
        return nested switch
        {
            NestedObject { IsNullable: false } found => found.Validator + ".Validate",
            NestedObject found => $"{start}{found.Validator}.Validate({value}, ref arguments)",
            NestedItems items => $"{start}arguments.Each<{ItemType(items.Item)}>({value}, {Validator(items.Item, depth + 1)})",
            NestedValues values => $"{start}arguments.Values<{values.Key}, {ItemType(values.Item)}>({value}!, {Validator(values.Item, depth + 1)})",
            _ => throw new InvalidOperationException($"{nested} is of no known kind."),
        };
    }
}
