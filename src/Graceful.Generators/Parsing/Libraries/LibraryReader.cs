using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Reads the controllers of referenced assemblies, once per reference: the same reference object means the same assembly, so
/// edits of the program read nothing again.
/// </summary>
internal static class LibraryReader
{
    public const string RuntimeAssembly = "Graceful.Runtime";

    private static readonly ConditionalWeakTable<MetadataReference, Found> Cache = new();

    /// <returns>Null when the reference has no controllers.</returns>
    public static LibraryModel? Read(MetadataReference reference) =>
        Cache.GetValue(reference, static one => new Found(ReadAnew(one))).Library;

    /// <summary>Returns the libraries of a compilation, in an order independent of its references.</summary>
    public static IReadOnlyList<LibraryModel> ReadAll(Compilation compilation) =>
        InOrder(compilation.ExternalReferences.Select(Read).OfType<LibraryModel>());

    public static IReadOnlyList<LibraryModel> InOrder(IEnumerable<LibraryModel> libraries) =>
        [.. libraries.OrderBy(library => library.Assembly, StringComparer.Ordinal)];

    private static LibraryModel? ReadAnew(MetadataReference reference)
    {
        // Generated code cannot name an assembly that an extern alias hides from global::.
        if (!reference.Properties.Aliases.IsDefaultOrEmpty &&
            !reference.Properties.Aliases.Contains(MetadataReferenceProperties.GlobalAlias))
        {
            return null;
        }

        return reference switch
        {
            CompilationReference project => ReadSymbol(project.Compilation.Assembly),
            PortableExecutableReference file => LibraryMetadata.Read(file),
            _ => null,
        };
    }

    /// <summary>Reads a project that is open in the editor, which has no assembly file.</summary>
    private static LibraryModel? ReadSymbol(IAssemblySymbol assembly)
    {
        var markers = assembly.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { Name: LibraryMarker.AttributeName } type &&
                type.ContainingNamespace.ToDisplayString() == LibraryMarker.AttributeNamespace)
            .Select(attribute => Marker(attribute.ConstructorArguments));
        return LibraryParser.Parse(assembly.Name, markers);
    }

    private static LibraryParser.Marker Marker(ImmutableArray<TypedConstant> arguments) =>
        arguments.Length == 6 && arguments[0].Value is int version && arguments[1].Value is int abi &&
        arguments[5].Kind == TypedConstantKind.Array && !arguments[5].IsNull
            ? new LibraryParser.Marker(
                version,
                abi,
                arguments[2].Value as string,
                arguments[3].Value as string,
                arguments[4].Value as string,
                [.. arguments[5].Values.Select(value => value.Value as string ?? string.Empty)])
            : new LibraryParser.Marker(arguments.FirstOrDefault().Value as int? ?? 0, 0, null, null, null, []);

    /// <summary>A wrapper: ConditionalWeakTable would not cache null.</summary>
    private sealed class Found(LibraryModel? library)
    {
        public LibraryModel? Library { get; } = library;
    }
}
