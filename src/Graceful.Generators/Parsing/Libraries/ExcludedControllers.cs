using Graceful.Generators.Collections;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>The controllers of libraries that the program excludes: <c>[assembly: ExcludeControllers("...")]</c>.</summary>
internal static class ExcludedControllers
{
    public const string AttributeName = "Graceful.ExcludeControllersAttribute";

    /// <summary>Returns the names in one file.</summary>
    public static EquatableArray<string> Names(GeneratorAttributeSyntaxContext found) =>
        found.Attributes.Select(NameIn).OfType<string>().ToEquatableArray();

    /// <summary>Returns the attributes of the program.</summary>
    public static IReadOnlyList<AttributeData> Of(Compilation compilation) => compilation.GetTypeByMetadataName(AttributeName) is { } type
        ? [.. compilation.Assembly.GetAttributes().Where(attribute => attribute.AttributeClass.Is(type))]
        : [];

    public static string? NameIn(AttributeData attribute) => attribute.ConstructorArguments.FirstOrDefault().Value as string;

    /// <summary>True when the name excludes the controller.</summary>
    public static bool Excludes(string name, LibraryController controller) => name == controller.Assembly || name == controller.FullName;

    /// <summary>Returns the controllers that are not excluded.</summary>
    public static IEnumerable<LibraryController> Without(
        IEnumerable<LibraryModel> libraries, IReadOnlyCollection<string> names) => libraries
        .SelectMany(library => library.Controllers)
        .Where(controller => !names.Any(name => Excludes(name, controller)));
}
