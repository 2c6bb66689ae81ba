using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Graceful.Routing;

/// <summary>Finds types whose JSON may have parts that are awaited: <c>IAsyncEnumerable</c> in a member or an item.</summary>
/// <remarks>The text before such a part is sent while the part is awaited, so that it cannot be kept until the end.</remarks>
internal static class AwaitedParts
{
    private static readonly ConditionalWeakTable<JsonTypeInfo, object> Known = [];
    private static readonly object None = new();
    private static readonly object Some = new();

    public static bool In(JsonTypeInfo type) =>
        Known.TryGetValue(type, out var known) ? known == Some : Known.GetValue(type, Find) == Some;

    private static object Find(JsonTypeInfo type) => Has(type, []) ? Some : None;

    private static bool Has(JsonTypeInfo type, HashSet<Type> seen)
    {
        if (!seen.Add(type.Type))
        {
            return false;
        }

        // The run-time type of an object may be anything.
        return type.Type == typeof(object)
            || (type.Kind == JsonTypeInfoKind.Enumerable && !type.Type.IsAssignableTo(typeof(IEnumerable)))
            || (type.ElementType is { } element && Has(type.Options, element, seen))
            || (type.Kind == JsonTypeInfoKind.Object && type.Properties.Any(member => Has(type.Options, member, seen)))
            || (type.PolymorphismOptions?.DerivedTypes.Any(derived => Has(type.Options, derived.DerivedType, seen)) ?? false);
    }

    /// <remarks>An ignored member has no getter, and its type may be one that has no JSON at all.</remarks>
    private static bool Has(JsonSerializerOptions options, JsonPropertyInfo member, HashSet<Type> seen) =>
        member.Get is not null && Has(options, member.PropertyType, seen);

    private static bool Has(JsonSerializerOptions options, Type type, HashSet<Type> seen) =>
        options.TryGetTypeInfo(type, out var found) && Has(found, seen);
}
