using System.Text;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;

namespace Graceful.Generators.Emitting;

/// <summary>The names of what is generated for one controller.</summary>
/// <param name="Controller">The full name of the controller, a nested class as one word.</param>
/// <param name="Suffix">What tells it apart from another controller of the same name.</param>
internal sealed record GeneratedNames(string Controller, string Suffix)
{
    // Each apart from Graceful.Generated.Routes, since an app may have a namespace Routes.
    public const string Actions = "Graceful.Generated.Actions";
    public const string Links = "Graceful.Generated.Links";

    private const string Libraries = "Graceful.Generated.Libraries";

    /// <summary>The beginning of the names of classes.</summary>
    public string Class => Controller.Substring(Controller.LastIndexOf('.') + 1) + Suffix;

    /// <summary>The namespace of the controller within another.</summary>
    public string Namespace(string root)
    {
        var dot = Controller.LastIndexOf('.');
        return dot < 0 ? root : $"{root}.{string.Join(".", Controller.Substring(0, dot).Split('.').Select(Identifiers.Escape))}";
    }

    /// <summary>The hint name of a file. No controller's name has a hyphen, so that those of two kinds cannot be the same.</summary>
    public string File(string kind) => $"{Controller}{Suffix}{(kind.Length == 0 ? string.Empty : "-" + kind)}.g.cs";

    /// <summary>Where a library keeps what other assemblies see: no other library does.</summary>
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
