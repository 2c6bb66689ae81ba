using System.Runtime.CompilerServices;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Analyzers.Checks;

/// <summary>The classes derived from <c>JsonSerializerContext</c> and the types that they list in [JsonSerializable].</summary>
internal static class JsonContexts
{
    private const string Context = "System.Text.Json.Serialization.JsonSerializerContext";
    private const string Serializable = "JsonSerializable";

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Mentions = new();
    private static readonly ConditionalWeakTable<IAssemblySymbol, IReadOnlyList<INamedTypeSymbol>> OfAssemblies = new();

    /// <summary>Returns the contexts of the program, in the order of the files.</summary>
    /// <remarks>Only trees that contain the word are searched, and the answer is cached: after an edit, one tree is read again.</remarks>
    public static IReadOnlyList<INamedTypeSymbol> Own(Compilation compilation)
    {
        var contexts = new List<INamedTypeSymbol>();
        if (compilation.GetTypeByMetadataName(Context) is not { } contract)
        {
            return contexts;
        }

        foreach (var tree in compilation.SyntaxTrees.Where(tree => Mentions.GetValue(tree, MentionsSerializable).Value))
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var declaration in ClassesOf(tree))
            {
                if (declaration.AttributeLists.Count > 0 &&
                    model.GetDeclaredSymbol(declaration) is INamedTypeSymbol type &&
                    IsContext(type, contract) &&
                    !contexts.Contains(type, SymbolEqualityComparer.Default))
                {
                    contexts.Add(type);
                }
            }
        }

        return contexts;
    }

    /// <summary>Returns the public contexts of a referenced library; those of the framework are not accessible to the app.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Of(IAssemblySymbol library) => OfAssemblies.GetValue(library, static assembly =>
        assembly.Name.StartsWith("System.", StringComparison.Ordinal) || assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal)
            ? []
            : [.. Types(assembly.GlobalNamespace).Where(type =>
                type.DeclaredAccessibility == Accessibility.Public && type.BaseType?.ToDisplayString() == Context)]);

    public static IEnumerable<ITypeSymbol> Listed(INamedTypeSymbol context) => context.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.Name == Serializable + nameof(Attribute) && attribute.ConstructorArguments.Length > 0)
        .Select(attribute => attribute.ConstructorArguments[0].Value)
        .OfType<ITypeSymbol>();

    private static IEnumerable<ClassDeclarationSyntax> ClassesOf(SyntaxTree tree) => tree.GetRoot()
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .OfType<ClassDeclarationSyntax>();

    private static StrongBox<bool> MentionsSerializable(SyntaxTree tree) => new(tree.GetText().ToString().Contains(Serializable));

    private static bool IsContext(INamedTypeSymbol type, INamedTypeSymbol contract) =>
        type.SelfAndBases().Skip(1).Any(current => current.Is(contract));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));
}
