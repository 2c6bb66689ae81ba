using System.Globalization;

namespace Graceful.Generators.Naming;

/// <summary>Names that differ from each other.</summary>
internal static class UniqueNames
{
    /// <summary>Adds the name; when it is taken, with the first number from 2 on that makes it different.</summary>
    /// <returns>The name as added.</returns>
    public static string AddUnique(this HashSet<string> taken, string name)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
