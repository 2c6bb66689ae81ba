using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// The methods that read objects from the form of an action, one for each type. All parameters of the action share them: two of their types
/// may have the same simple name.
/// </summary>
internal sealed class ReaderNames
{
    private readonly Dictionary<string, string> _ofTypes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public string Of(ITypeSymbol type)
    {
        var full = TypeNames.Of(type);
        if (!_ofTypes.TryGetValue(full, out var name))
        {
            _ofTypes.Add(full, name = _taken.AddUnique("Read" + type.Name));
        }

        return name;
    }
}
