namespace Graceful.Mvc;

/// <summary>The keys of dictionaries in the names of values.</summary>
internal static class DictionaryKeys
{
    /// <summary>
    /// Returns each key below a name once, with its name: <c>name[key]</c> or <c>name.key</c>. Below the empty name, each name is a key.
    /// </summary>
    internal static List<(string Key, string Name)> In(IEnumerable<string> names, string name) =>
    [
        .. names
            .Select(full => KeyIn(full, name))
            .OfType<(string Key, string Name)>()
            .DistinctBy(found => found.Key, StringComparer.OrdinalIgnoreCase),
    ];

    private static (string Key, string Name)? KeyIn(string full, string name)
    {
        if (!full.StartsWith(name, StringComparison.OrdinalIgnoreCase) || full.Length == name.Length)
        {
            return null;
        }

        var start = name.Length;
        if (full[start] == '[')
        {
            var end = full.IndexOf(']', start);
            return end < 0 ? null : (full[(start + 1)..end], full[..(end + 1)]);
        }

        if (start > 0 && full[start++] != '.')
        {
            return null;
        }

        var next = full.AsSpan(start).IndexOfAny('.', '[');
        var length = next < 0 ? full.Length : start + next;
        return (full[start..length], full[..length]);
    }
}
