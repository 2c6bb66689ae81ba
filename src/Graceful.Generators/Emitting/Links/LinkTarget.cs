using Graceful.Generators.Model;
using static Graceful.Generators.Emitting.Literals;

namespace Graceful.Generators.Emitting;

/// <summary>A controller that has links.</summary>
/// <param name="Controller">Its full name.</param>
/// <param name="Type">The type that makes the links.</param>
internal sealed record LinkTarget(string Controller, string Type)
{
    private const string ControllerSuffix = "Controller";

    /// <summary>
    /// Each is called as its class, without the suffix Controller. Where that is the name of several, each of them has as much of
    /// its namespace in front as it takes. The program's own come first: a library that is added renames none of them.
    /// </summary>
    public static IEnumerable<(string Name, LinkTarget Target)> Name(IReadOnlyList<LinkTarget> own, IReadOnlyList<LinkTarget> libraries)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return Named(own, taken).Concat(Named(libraries, taken)).OrderBy(one => one.Name, StringComparer.Ordinal);
    }

    /// <summary>The controllers of libraries whose links are public.</summary>
    public static IEnumerable<LinkTarget> Of(IEnumerable<LibraryController> libraries) =>
        libraries.Where(controller => controller.Links is not null).Select(controller => new LinkTarget(controller.FullName, controller.Links!));

    private static List<(string Name, LinkTarget Target)> Named(IReadOnlyList<LinkTarget> targets, HashSet<string> taken)
    {
        var named = new List<(string Name, LinkTarget Target)>();
        foreach (var target in targets.OrderBy(target => target.Controller, StringComparer.Ordinal))
        {
            var words = 1;
            while (words < target.Words.Length && (taken.Contains(target.Last(words)) || targets.Any(other => !ReferenceEquals(other, target) && other.Last(words) == target.Last(words))))
            {
                words++;
            }

            named.Add((target.Last(words), target));
        }

        // Two whose full names differ only in what stands between their words.
        foreach (var (index, name) in named.Select((one, i) => (i, one.Name)).ToArray())
        {
            var unique = name;
            for (var number = 2; !taken.Add(unique); number++)
            {
                unique = name + Number(number);
            }

            named[index] = (unique, named[index].Target);
        }

        return named;
    }

    private string[] Words => (Controller.Length > ControllerSuffix.Length && Controller.EndsWith(ControllerSuffix, StringComparison.Ordinal) && !IsSeparator(Controller[Controller.Length - ControllerSuffix.Length - 1])
        ? Controller.Substring(0, Controller.Length - ControllerSuffix.Length)
        : Controller).Split('.', '+');

    private static bool IsSeparator(char c) => c is '.' or '+';

    private string Last(int words) => string.Join("_", Words.Skip(Words.Length - Math.Min(words, Words.Length)));
}
