namespace Graceful.Generators.Naming;

/// <summary>The local variables of a generated method that are named after symbols of the app. No two are the same.</summary>
/// <param name="reserved">The other local variables of the method.</param>
/// <param name="otherwise">The suffix of a name that is taken.</param>
internal sealed class LocalNames(IEnumerable<string> reserved, string otherwise)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.Ordinal);

    /// <param name="name">The name in the app, or in a library of another language; empty while it is being typed.</param>
    /// <returns>The name, with an @ if it is a keyword.</returns>
    public string Claim(string name)
    {
        name = name.Length == 0 ? otherwise : Identifiers.Camel(Identifiers.Sanitize(name));
        var free = name;
        for (var number = 1; Family(free).Any(_taken.Contains); number++)
        {
            free = name + otherwise + (number == 1 ? string.Empty : number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        _taken.UnionWith(Family(free));
        return Identifiers.Escape(free);
    }

    /// <summary>The name, and the variables that BindingEmitter, FieldEmitter and FormReaderEmitter derive from it.</summary>
    private static IEnumerable<string> Family(string name) =>
        [name, name + "Body", name + "Bound", name + "Read", name + "IsThere", "has" + Identifiers.Pascal(name)];
}
