using System.Text;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;

namespace Graceful.Generators.Emitting;

/// <summary>The names of the types and files that are generated for one controller.</summary>
/// <param name="Controller">The full name of the controller, with a nested class as one word.</param>
/// <param name="Suffix">A number that distinguishes controllers with the same name.</param>
internal sealed record GeneratedNames(string Controller, string Suffix)
{
    // Not within Graceful.Generated.Routes: an app may have a namespace Routes.
    public const string Actions = "Graceful.Generated.Actions";
    public const string Links = "Graceful.Generated.Links";

    private const string Libraries = "Graceful.Generated.Libraries";

    /// <summary>The prefix of the names of classes.</summary>
    public string Class => Controller.Substring(Controller.LastIndexOf('.') + 1) + Suffix;

    /// <summary>Returns the namespace of the controller within a root namespace.</summary>
    public string Namespace(string root)
    {
        var dot = Controller.LastIndexOf('.');
        return dot < 0 ? root : $"{root}.{string.Join(".", Controller.Substring(0, dot).Split('.').Select(Identifiers.Escape))}";
    }

    /// <summary>Returns the hint name of a file. Names of controllers have no hyphen, so files of two kinds never collide.</summary>
    public string File(string kind) => $"{Controller}{Suffix}{(kind.Length == 0 ? string.Empty : "-" + kind)}.g.cs";

    /// <summary>Returns the namespace of the public types of a library, which no other library uses.</summary>
    public static string LibraryRoot(string assembly)
    {
        var name = new StringBuilder();
        foreach (var c in assembly)
        {
            name.Append(c switch
            {
                '.' => "_",
                '_' => "__",
                _ when char.IsLetterOrDigit(c) => c.ToString(),
                _ => $"_{(int)c:X4}",
            });
        }

        return char.IsDigit(name[0]) ? $"{Libraries}._{name}" : $"{Libraries}.{Identifiers.Escape(name.ToString())}";
    }
}
