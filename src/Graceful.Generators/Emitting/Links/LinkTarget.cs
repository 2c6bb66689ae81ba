using Graceful.Generators.Model;
using Graceful.Generators.Naming;

namespace Graceful.Generators.Emitting;

/// <summary>A controller with links.</summary>
/// <param name="Controller">Its full name.</param>
/// <param name="Type">The type of the links.</param>
internal sealed record LinkTarget(string Controller, string Type)
{
    private const string ControllerSuffix = "Controller";

    /// <summary>
    /// Names each after its class, without the suffix Controller. When several have the same name, as much of the namespace is
    /// prepended as necessary. The controllers of the program come first: adding a library renames none of them.
    /// </summary>
    public static IEnumerable<(string Name, LinkTarget Target)> Name(IReadOnlyList<LinkTarget> own, IReadOnlyList<LinkTarget> libraries)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return Named(own, taken).Concat(Named(libraries, taken)).OrderBy(one => one.Name, StringComparer.Ordinal);
    }

    /// <summary>Returns the controllers of libraries with public links.</summary>
    public static IEnumerable<LinkTarget> Of(IEnumerable<LibraryController> libraries) =>
        libraries.Where(controller => controller.Links is not null)
            .Select(controller => new LinkTarget(controller.FullName, controller.Links!));

    private static List<(string Name, LinkTarget Target)> Named(IReadOnlyList<LinkTarget> targets, HashSet<string> taken)
    {
        var named = new List<(string Name, LinkTarget Target)>();
        var counts = new Dictionary<int, Dictionary<string, int>>();
        foreach (var target in targets.OrderBy(target => target.Controller, StringComparer.Ordinal))
        {
            var words = 1;
            while (words < target.Words.Length && (taken.Contains(target.Last(words)) || IsShared(target, words)))
            {
                words++;
            }

            named.Add((target.Last(words), target));
        }

        // Full names may differ in their separators only.
        foreach (var (index, name) in named.Select((one, i) => (i, one.Name)).ToArray())
        {
            named[index] = (taken.AddUnique(name), named[index].Target);
        }

        return named;

        bool IsShared(LinkTarget target, int words)
        {
            // Counted once for each number of words: comparing each with each takes seconds in a large program.
            if (!counts.TryGetValue(words, out var names))
            {
                counts.Add(words, names = targets
                    .GroupBy(other => other.Last(words), StringComparer.Ordinal)
                    .ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal));
            }

            return names[target.Last(words)] > 1;
        }
    }

    private string[] Words =>
        (HasSuffix ? Controller.Substring(0, Controller.Length - ControllerSuffix.Length) : Controller).Split('.', '+');

    private bool HasSuffix =>
        Controller.Length > ControllerSuffix.Length &&
        Controller.EndsWith(ControllerSuffix, StringComparison.Ordinal) &&
        !IsSeparator(Controller[Controller.Length - ControllerSuffix.Length - 1]);

    private static bool IsSeparator(char c) => c is '.' or '+';

    private string Last(int words) => string.Join("_", Words.Skip(Words.Length - Math.Min(words, Words.Length)));
}
