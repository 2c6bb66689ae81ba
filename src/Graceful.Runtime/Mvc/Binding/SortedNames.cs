namespace Graceful.Mvc;

/// <summary>The names of one part of a request, in which those with the same beginning are adjacent.</summary>
internal sealed class SortedNames
{
    private readonly string[] _names;

    public SortedNames(IEnumerable<string> names)
    {
        _names = [.. names];
        Array.Sort(_names, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>True when <see cref="ModelName.IsPrefix"/> is true for one of the names.</summary>
    public bool HasPrefix(string prefix) =>
        prefix.Length == 0 ? _names.Length > 0 : Has(prefix, separator: null) || Has(prefix, '.') || Has(prefix, '[');

    /// <summary>True when a name is the prefix, or begins with the prefix and a separator.</summary>
    private bool Has(string prefix, char? separator)
    {
        var (low, high) = (0, _names.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            switch (Compare(_names[middle], prefix, separator))
            {
                case 0:
                    return true;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle;
                    break;
            }
        }

        return false;
    }

    private static int Compare(string name, string prefix, char? separator)
    {
        var order = name.AsSpan(0, Math.Min(name.Length, prefix.Length)).CompareTo(prefix, StringComparison.OrdinalIgnoreCase);
        if (order != 0)
        {
            return order;
        }

        return separator is null ? name.Length.CompareTo(prefix.Length)
            : name.Length == prefix.Length ? -1
            : char.ToUpperInvariant(name[prefix.Length]).CompareTo(separator.Value);
    }
}
