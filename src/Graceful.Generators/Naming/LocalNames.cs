namespace Graceful.Generators.Naming;

/// <summary>The local variables of a method of generated code that are called as what the app has: no two of them alike.</summary>
/// <param name="reserved">What the method calls its own.</param>
/// <param name="otherwise">What is put behind a name that is taken.</param>
internal sealed class LocalNames(IEnumerable<string> reserved, string otherwise)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal);

    /// <param name="name">What the app calls it; nothing yet, while that is being typed.</param>
    /// <returns>The name, an @ before it if it is a keyword.</returns>
    public string Claim(string name)
    {
        name = name.Length == 0 ? otherwise : char.ToLowerInvariant(name[0]) + name.Substring(1);
        var free = name;
        for (var number = 1; Family(free).Any(_taken.Contains); number++)
        {
            free = name + otherwise + (number == 1 ? string.Empty : number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        _taken.UnionWith(Family(free));
        return Identifiers.Escape(free);
    }

    /// <summary>The name, and the variables that BindingEmitter, FieldEmitter and FormReaderEmitter make of it.</summary>
    private static IEnumerable<string> Family(string name) =>
        [name, name + "Body", name + "Bound", name + "Read", name + "IsThere", "has" + char.ToUpperInvariant(name[0]) + name.Substring(1)];
}
