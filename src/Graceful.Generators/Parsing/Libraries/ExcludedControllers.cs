using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>Which controllers of libraries the program leaves out: <c>[assembly: ExcludeControllers("...")]</c>.</summary>
internal static class ExcludedControllers
{
    public const string AttributeName = "Graceful.ExcludeControllersAttribute";

    /// <summary>The names that stand in one file.</summary>
    public static EquatableArray<string> Names(GeneratorAttributeSyntaxContext found) =>
        found.Attributes.Select(NameIn).OfType<string>().ToEquatableArray();

    /// <summary>The attributes of a whole program.</summary>
    public static IReadOnlyList<AttributeData> Of(Compilation compilation) => compilation.GetTypeByMetadataName(AttributeName) is { } type
        ? [.. compilation.Assembly.GetAttributes().Where(attribute => attribute.AttributeClass.Is(type))]
        : [];

    public static string? NameIn(AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault().Value as string;

    /// <summary>Whether the name leaves the controller out.</summary>
    public static bool Excludes(string name, LibraryController controller) => name == controller.Assembly || name == controller.FullName;

    /// <summary>What is left.</summary>
    public static IEnumerable<LibraryController> Without(IEnumerable<LibraryModel> libraries, IReadOnlyCollection<string> names) => libraries
        .SelectMany(library => library.Controllers)
        .Where(controller => !names.Any(name => Excludes(name, controller)));
}
