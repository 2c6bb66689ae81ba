using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <content>The values of parameters, fields and properties.</content>
internal sealed partial class AttributeEvaluation
{
    /// <summary>Returns the declaration of a symbol; null when this program does not have its source.</summary>
    private SyntaxNode? Source(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault() is { } reference && _known.Compilation.ContainsSyntaxTree(reference.SyntaxTree)
            ? reference.GetSyntax()
            : null;

    private SemanticModel Model(SyntaxNode node) => _known.Compilation.GetSemanticModel(node.SyntaxTree);

    private ISymbol? Symbol(SyntaxNode node) => Model(node).GetSymbolInfo(node).Symbol;

    private ISymbol? Declared(SyntaxNode node) => Model(node).GetDeclaredSymbol(node);

    /// <summary>The value of a parameter, a local variable, a field or a property.</summary>
    private AttributeValue Value(ISymbol symbol, int depth)
    {
        symbol = (symbol is IPropertySymbol declared ? Overriding(declared) : symbol).OriginalDefinition;
        if (_values.TryGetValue(symbol, out var value))
        {
            return value;
        }

        if (depth > MaxDepth || symbol is IParameterSymbol or ILocalSymbol || AttributeEffects.MayChange(symbol))
        {
            return AttributeValue.Unknown(_opaque ?? $"'{symbol.Name}' may change");
        }

        if (symbol is IFieldSymbol { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String })
        {
            return AttributeValue.Known(string.Empty);
        }

        return Source((symbol as IPropertySymbol)?.PartialImplementationPart ?? symbol) switch
        {
            null => OfFramework(symbol) ?? AttributeValue.Unknown($"the source of '{symbol.Name}' is not in this project"),
            PropertyDeclarationSyntax { ExpressionBody: { } body } => Evaluate(body.Expression, depth),
            PropertyDeclarationSyntax { AccessorList: { } accessors } property => Value(property, accessors, depth),
            VariableDeclaratorSyntax declarator when IsInitialized(symbol) =>
                declarator.Initializer is { } initializer ? Evaluate(initializer.Value, depth) : Default(symbol),
            _ => AttributeValue.Unknown(_opaque ?? $"'{symbol.Name}' is not a constant"),
        };
    }

    private AttributeValue? OfFramework(ISymbol symbol)
    {
        if (symbol is not IPropertySymbol { IsStatic: false } property || !FrameworkAttributes.IsOne(property.ContainingType, _known))
        {
            return null;
        }

        var stored = FrameworkAttributes.Stored(property);
        return stored is not null && _values.TryGetValue(stored, out var value) ? value
            : _opaque is null ? FrameworkAttributes.Default(property)
            : AttributeValue.Unknown(_opaque);
    }

    /// <summary>True for a field or property with the value of its initializer.</summary>
    private bool IsInitialized(ISymbol symbol) => symbol.IsStatic || _opaque is null;

    private static AttributeValue Default(ISymbol symbol) =>
        (symbol is IFieldSymbol field ? field.Type : ((IPropertySymbol)symbol).Type) switch
        {
            { SpecialType: SpecialType.System_Int32 } => AttributeValue.Known(0),
            { SpecialType: SpecialType.System_Boolean } => AttributeValue.Known(false),
            { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => AttributeValue.Known(null),
            _ => AttributeValue.Unknown($"'{symbol.Name}' has no value"),
        };

    /// <summary>Returns the property of the attribute that overrides a virtual one.</summary>
    private IPropertySymbol Overriding(IPropertySymbol property)
    {
        if (!IsDispatched(property))
        {
            return property;
        }

        foreach (var candidate in _type.SelfAndBases().SelectMany(type => type.GetMembers(property.Name)).OfType<IPropertySymbol>())
        {
            for (var current = candidate; current is not null; current = current.OverriddenProperty)
            {
                if (current.OriginalDefinition.Is(property.OriginalDefinition))
                {
                    return candidate;
                }
            }
        }

        return property;
    }

    private static bool IsDispatched(IPropertySymbol property) => property.IsVirtual || property.IsAbstract || property.IsOverride;

    /// <summary>True for <c>base.Name</c>, the property of the base class also when another one overrides it.</summary>
    private bool IsOfBase(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } &&
        Symbol(expression) is IPropertySymbol property && IsDispatched(property);

    private AttributeValue Value(PropertyDeclarationSyntax property, AccessorListSyntax accessors, int depth)
    {
        var getter = accessors.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
        return getter switch
        {
            { ExpressionBody: { } body } => Evaluate(body.Expression, depth),
            { Body.Statements: { Count: 1 } statements } when statements[0] is ReturnStatementSyntax { Expression: { } returned } =>
                Evaluate(returned, depth),
            { Body: null } when Declared(property) is { } symbol && IsInitialized(symbol) =>
                property.Initializer is { } initializer ? Evaluate(initializer.Value, depth) : Default(symbol),
            _ => AttributeValue.Unknown(_opaque ?? $"'{property.Identifier.ValueText}' is computed by statements"),
        };
    }
}
