using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>Writes the calls that validate the objects in a value.</summary>
internal static class NestedEmitter
{
    private const string Parameter = "ref global::Graceful.Validation.ObjectValidation validation";

    /// <summary>Returns a statement over <c>validation</c> that validates the objects in a property or an argument.</summary>
    public static string Statement(NestedModel nested, string member, string value) => nested switch
    {
        { IsNullable: true } => $"validation.Nested<{nested.Type}?>({member}, {value}, {Validator(nested)});",
        NestedObject found => $"validation.Nested<{found.Type}>({member}, {value}, {found.Validator}.Validate);",
        NestedItems items => $"validation.Each<{ItemType(items.Item)}>({member}, {value}, {Validator(items.Item)});",
        NestedValues values =>
            $"validation.Values<{values.Key}, {ItemType(values.Item)}>({member}, {value}!, {Validator(values.Item)});",
        _ => throw new InvalidOperationException($"{nested} is of no known kind."),
    };

    private static string ItemType(NestedModel item) => item.Type + (item.IsNullable ? "?" : string.Empty);

    /// <summary>Returns a delegate that validates one value, which is not null.</summary>
    public static string Validator(NestedModel nested, int depth = 0)
    {
        var item = depth == 0 ? "item" : "item" + Number(depth + 1);
        var start = $"static ({ItemType(nested)} {item}, {Parameter}) => ";
        var value = nested.IsNullable ? item + "!.Value" : item;
        return nested switch
        {
            NestedObject { IsNullable: false } found => found.Validator + ".Validate",
            NestedObject found => $"{start}{found.Validator}.Validate({value}, ref validation)",
            NestedItems items => $"{start}validation.Each<{ItemType(items.Item)}>({value}, {Validator(items.Item, depth + 1)})",
            NestedValues values =>
                $"{start}validation.Values<{values.Key}, {ItemType(values.Item)}>({value}!, {Validator(values.Item, depth + 1)})",
            _ => throw new InvalidOperationException($"{nested} is of no known kind."),
        };
    }
}
