using System.Collections.Immutable;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;

namespace Graceful.Generators.Emitting;

/// <summary>A validated type, with the unique name of its file.</summary>
/// <param name="Type">The type.</param>
/// <param name="File">The hint name of the file.</param>
internal sealed record NamedValidator(ValidatedTypeModel Type, string File)
{
    /// <summary>
    /// Merges the types of all controllers, and numbers those whose names differ in case only, which hint names ignore.
    /// </summary>
    public static IEnumerable<NamedValidator> Name(ImmutableArray<ValidatedTypeModel> types)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var type in types
            .GroupBy(type => type.Validator.Full, StringComparer.Ordinal)
            .Select(same => same.First())
            .OrderBy(type => type.Validator.Full, StringComparer.Ordinal))
        {
            // The name of the class from its own namespace on, without the @ of keywords.
            var name = type.Validator.Full.Substring("global::Graceful.Generated.Validators.".Length).Replace("@", string.Empty);
            yield return new NamedValidator(type, $"Graceful.Validation.{taken.AddUnique(name)}.g.cs");
        }
    }
}
