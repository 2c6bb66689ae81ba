using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Reads what referenced assemblies say of their controllers. Once for each reference: as long as it is the same object, it
/// stands for the same assembly, and nothing is read again however often the program that references it is edited.
/// </summary>
internal static class LibraryReader
{
    public const string RuntimeAssembly = "Graceful.Runtime";

    private static readonly ConditionalWeakTable<MetadataReference, Found> Cache = new();

    /// <returns>Null when the reference brings no controllers.</returns>
    public static LibraryModel? Read(MetadataReference reference) => Cache.GetValue(reference, static one => new Found(ReadAnew(one))).Library;

    /// <summary>Those of a compilation, in an order that does not depend on that of its references.</summary>
    public static IReadOnlyList<LibraryModel> ReadAll(Compilation compilation) =>
        InOrder(compilation.ExternalReferences.Select(Read).OfType<LibraryModel>());

    public static IReadOnlyList<LibraryModel> InOrder(IEnumerable<LibraryModel> libraries) =>
        [.. libraries.OrderBy(library => library.Assembly, StringComparer.Ordinal)];

    private static LibraryModel? ReadAnew(MetadataReference reference)
    {
        // What an alias hides from global:: generated code cannot name.
        if (!reference.Properties.Aliases.IsDefaultOrEmpty && !reference.Properties.Aliases.Contains(MetadataReferenceProperties.GlobalAlias))
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

    /// <summary>A project that the editor has open is no file yet.</summary>
    private static LibraryModel? ReadSymbol(IAssemblySymbol assembly)
    {
        var markers = assembly.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { Name: LibraryMarker.AttributeName } type && type.ContainingNamespace.ToDisplayString() == LibraryMarker.AttributeNamespace)
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

    /// <summary>A table that holds null would ask again each time.</summary>
    private sealed class Found(LibraryModel? library)
    {
        public LibraryModel? Library { get; } = library;
    }
}
