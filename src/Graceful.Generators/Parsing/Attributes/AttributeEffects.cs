using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>Determines what the code of an attribute may change.</summary>
internal static class AttributeEffects
{
    /// <summary>True for a member of the attribute itself: <c>Name</c> or <c>this.Name</c>.</summary>
    public static bool IsOwnMember(ExpressionSyntax expression) => expression is
        IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax };

    /// <summary>True when the code may set a parameter or a member of the attribute.</summary>
    public static bool MayAssign(SyntaxNode code, Compilation compilation)
    {
        var model = compilation.GetSemanticModel(code.SyntaxTree);
        return code.DescendantNodesAndSelf().Any(node => node switch
        {
            AssignmentExpressionSyntax => node.Parent is not InitializerExpressionSyntax,
            PostfixUnaryExpressionSyntax => !node.IsKind(SyntaxKind.SuppressNullableWarningExpression),
            PrefixUnaryExpressionSyntax =>
                node.IsKind(SyntaxKind.PreIncrementExpression) || node.IsKind(SyntaxKind.PreDecrementExpression),
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
            RefExpressionSyntax => true,
            ThisExpressionSyntax => node.Parent is not MemberAccessExpressionSyntax,
            InvocationExpressionSyntax call => MayAssign(call, model),
            _ => false,
        });
    }

    /// <summary>True for a constructor with statements that may not be executed.</summary>
    public static bool MayEndEarly(BlockSyntax body) =>
        body.DescendantNodes().Any(node => node is ReturnStatementSyntax or GotoStatementSyntax);

    /// <summary>True when assigning the property sets its value and runs no code of the app.</summary>
    public static bool IsStored(IPropertySymbol property)
    {
        var source = property.OriginalDefinition.PartialImplementationPart ?? property.OriginalDefinition;
        return source.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            null => source.ContainingType.DeclaringSyntaxReferences.IsEmpty,
            PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } =>
                accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }),
            _ => false,
        };
    }

    /// <summary>True for a static field or property that is assigned elsewhere, or may be.</summary>
    public static bool MayChange(ISymbol symbol) => symbol switch
    {
        IFieldSymbol { IsStatic: true, IsConst: false } field => !field.IsReadOnly || HasStaticConstructor(field.ContainingType),
        IPropertySymbol { IsStatic: true } property => property.SetMethod is not null || HasStaticConstructor(property.ContainingType),
        _ => false,
    };

    private static bool HasStaticConstructor(INamedTypeSymbol type) =>
        type.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared);

    /// <summary>
    /// True for a method of the attribute, a local function, and a delegate. Other methods do not reach the attribute unless it is passed.
    /// </summary>
    private static bool MayAssign(InvocationExpressionSyntax call, SemanticModel model) =>
        !model.GetConstantValue(call).HasValue &&
        (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method ||
            method.MethodKind is MethodKind.DelegateInvoke or MethodKind.LocalFunction ||
            (!method.IsStatic && call.Expression is not (
                MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) } or
                MemberBindingExpressionSyntax)));
}
