namespace Graceful.Generators.Naming;

/// <summary>The names of attribute classes.</summary>
internal static class AttributeNames
{
    /// <summary>Returns the name as an application of the attribute writes it: without the suffix "Attribute".</summary>
    public static string Simple(string name) =>
        name.Length > nameof(Attribute).Length && name.EndsWith(nameof(Attribute), StringComparison.Ordinal)
            ? name.Substring(0, name.Length - nameof(Attribute).Length)
            : name;
}
