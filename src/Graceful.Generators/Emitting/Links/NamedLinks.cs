using Graceful.Generators.Model;

namespace Graceful.Generators.Emitting;

/// <summary>The links of a controller, with the names of what is generated for them.</summary>
/// <param name="Links">The links.</param>
/// <param name="Names">The names.</param>
/// <param name="Library">The assembly, when others can see it.</param>
internal sealed record NamedLinks(ControllerLinks Links, GeneratedNames Names, string? Library)
{
    /// <summary>A program that is run has no others that could call it.</summary>
    public bool IsPublic => Library is not null && Links.IsPublic;

    public string Namespace => Names.Namespace(IsPublic ? GeneratedNames.LibraryRoot(Library!) : GeneratedNames.Links);

    public string Class => Names.Class + "Links";

    public string FullClass => $"{Namespace}.{Class}";

    public string File => Names.File("Links");

    /// <summary>What the marker of a library names.</summary>
    public string? PublicClass => IsPublic ? FullClass : null;
}
