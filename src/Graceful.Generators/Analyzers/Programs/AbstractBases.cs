using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>
/// The abstract classes from which the controllers of a program derive. A diagnostic in an inherited member is reported by the class
/// that declares the member: an editor analyzes only the open file, and that file needs the fix.
/// </summary>
internal sealed class AbstractBases(AnalyzedProgram program)
{
    private readonly Lazy<ILookup<ISymbol, INamedTypeSymbol>> _controllers = new(() => program.Declarations.Controllers
        .Select(one => program.Compilation.Assembly.GetTypeByMetadataName(one.Type.MetadataName))
        .OfType<INamedTypeSymbol>()
        .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
        .Where(controller => !ControllerParser.IsBase(controller) && controller.Attribute(program.Known.Controller) is not null)
        .SelectMany(controller => Of(controller).Select(ancestor => (Base: ancestor.OriginalDefinition, Controller: controller)))
        .ToLookup<(INamedTypeSymbol Base, INamedTypeSymbol Controller), ISymbol, INamedTypeSymbol>(
            one => one.Base, one => one.Controller, SymbolEqualityComparer.Default));

    /// <summary>
    /// Returns the diagnostics that a class reports: a controller those outside its abstract bases, an abstract class those that its
    /// controllers find in it.
    /// </summary>
    /// <param name="type">The class.</param>
    /// <param name="found">Returns the diagnostics of a controller.</param>
    public IEnumerable<Diagnostic> DiagnosticsOf(INamedTypeSymbol type, Func<INamedTypeSymbol, IEnumerable<Diagnostic>> found) =>
        ControllerParser.IsBase(type)
        ? _controllers.Value[type]
            .SelectMany(found)
            .Where(diagnostic => IsIn(diagnostic.Location, type))
            .GroupBy(diagnostic => (diagnostic.Id, diagnostic.Location))
            .Select(same => same.First())
        : type.Attribute(program.Known.Controller) is null ? []
        : found(type).Where(diagnostic => !Of(type).Any(ancestor => IsIn(diagnostic.Location, ancestor)));

    private static IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol controller) =>
        controller.SelfAndBases().Skip(1).Where(ControllerParser.IsBase);

    private static bool IsIn(Location location, INamedTypeSymbol type) => location.SourceTree is { } file &&
        type.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == file && declaration.Span.Contains(location.SourceSpan));
}
