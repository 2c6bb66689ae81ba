using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>
/// The abstract classes from which the controllers of a program derive. What is found in the part of a controller that is inherited
/// is said there, by the class that has it: an editor asks for the file that is open alone, and that is the one where it is mended.
/// </summary>
internal sealed class AbstractBases(AnalyzedProgram program)
{
    private readonly Lazy<ILookup<ISymbol, INamedTypeSymbol>> _controllers = new(() => program.Declarations.Controllers
        .Select(one => program.Compilation.Assembly.GetTypeByMetadataName(one.Type.MetadataName))
        .OfType<INamedTypeSymbol>()
        .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
        .Where(controller => !ControllerParser.IsBase(controller) && controller.Attribute(program.Known.Controller) is not null)
        .SelectMany(controller => Of(controller).Select(ancestor => (Base: ancestor.OriginalDefinition, Controller: controller)))
        .ToLookup<(INamedTypeSymbol Base, INamedTypeSymbol Controller), ISymbol, INamedTypeSymbol>(one => one.Base, one => one.Controller, SymbolEqualityComparer.Default));

    /// <summary>What is said of a class: of a controller all that is not inherited, of an abstract class what its controllers have of it.</summary>
    /// <param name="type">The class.</param>
    /// <param name="found">What is found in a controller.</param>
    public IEnumerable<Diagnostic> Said(INamedTypeSymbol type, Func<INamedTypeSymbol, IEnumerable<Diagnostic>> found) => ControllerParser.IsBase(type)
        ? _controllers.Value[type].SelectMany(found).Where(diagnostic => IsIn(diagnostic.Location, type)).GroupBy(diagnostic => (diagnostic.Id, diagnostic.Location)).Select(same => same.First())
        : type.Attribute(program.Known.Controller) is null ? []
        : found(type).Where(diagnostic => !Of(type).Any(ancestor => IsIn(diagnostic.Location, ancestor)));

    private static IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol controller)
    {
        for (var type = controller.BaseType; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            if (ControllerParser.IsBase(type))
            {
                yield return type;
            }
        }
    }

    private static bool IsIn(Location location, INamedTypeSymbol type) => location.SourceTree is { } file &&
        type.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == file && declaration.Span.Contains(location.SourceSpan));
}
