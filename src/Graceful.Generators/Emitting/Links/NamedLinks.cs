using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>The links of a controller, with the names of the generated type and file.</summary>
/// <param name="Links">The links.</param>
/// <param name="Names">The names.</param>
/// <param name="Library">The name of the assembly, for a library; null for an executable.</param>
internal sealed record NamedLinks(ControllerLinks Links, GeneratedNames Names, string? Library)
{
    /// <summary>True for public links of a library. No other assembly uses the links of an executable.</summary>
    public bool IsPublic => Library is not null && Links.IsPublic;

    public string Namespace => Names.Namespace(IsPublic ? GeneratedNames.LibraryRoot(Library!) : GeneratedNames.Links);

    public string Class => Names.Class + "Links";

    public string FullClass => $"{Namespace}.{Class}";

    public string File => Names.File("Links");

    /// <summary>The type that the marker of a library names; null for internal links.</summary>
    public string? PublicClass => IsPublic ? FullClass : null;
}
