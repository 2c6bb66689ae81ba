using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>Types whose instances only store their parts: no code of the app runs on an incomplete instance.</summary>
internal static class StoredTypes
{
    /// <param name="type">The type.</param>
    /// <param name="constructor">Its constructor.</param>
    /// <param name="required">The properties that the object initializer sets.</param>
    /// <returns>
    /// True when the constructor is parameterless or that of a record without further members, and the properties are automatic.
    /// </returns>
    public static bool Contain(INamedTypeSymbol type, IMethodSymbol constructor, IEnumerable<IPropertySymbol> required) =>
        (constructor.Parameters.Length == 0 || IsPlainRecord(type)) && required.All(IsAutomatic);

    private static bool IsPlainRecord(INamedTypeSymbol type) =>
        type.IsRecord && !type.DeclaringSyntaxReferences.IsEmpty && type.DeclaringSyntaxReferences.All(part =>
            part.GetSyntax() is RecordDeclarationSyntax record &&
            record.BaseList?.Types.Any(one => one is PrimaryConstructorBaseTypeSyntax) is not true &&
            record.Members.All(member => member is not (FieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null })));

    private static bool IsAutomatic(IPropertySymbol property) =>
        (property.OriginalDefinition.PartialImplementationPart ?? property).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax()
            is PropertyDeclarationSyntax { AccessorList: { } list } &&
        list.Accessors.All(accessor => accessor is { Body: null, ExpressionBody: null });
}
