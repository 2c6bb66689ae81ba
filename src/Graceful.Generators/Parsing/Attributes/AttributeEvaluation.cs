using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Evaluates an attribute at build time as far as its source shows: the assignments and initializers of its constructors, from
/// the arguments at the place where the attribute is applied. Everything else is unknown, and never guessed.
/// </summary>
internal sealed class AttributeEvaluation
{
    /// <summary>The limit of constructors and members that refer to each other.</summary>
    private const int MaxDepth = 32;

    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol _type;

    /// <summary>By the definitions of parameters, fields and properties, which the source of a generic attribute refers to.</summary>
    private readonly Dictionary<ISymbol, AttributeValue> _values = new(SymbolEqualityComparer.Default);

    /// <summary>A statement was met whose effect is unknown.</summary>
    private bool _isOpaque;

    private AttributeEvaluation(Compilation compilation, INamedTypeSymbol type) => (_compilation, _type) = (compilation, type);

    /// <param name="attribute">The attribute.</param>
    /// <param name="contract">The interface that declares the property.</param>
    /// <param name="name">The name of the property.</param>
    /// <param name="compilation">The program.</param>
    public static AttributeValue Property(AttributeData attribute, INamedTypeSymbol? contract, string name, Compilation compilation)
    {
        if (attribute is not { AttributeClass: { } type, AttributeConstructor: { } constructor } ||
            contract?.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is not { } declared ||
            type.FindImplementationForInterfaceMember(declared) is not IPropertySymbol property)
        {
            return AttributeValue.Known(null);
        }

        var evaluation = new AttributeEvaluation(compilation, type);
        evaluation.Construct(constructor, attribute.ConstructorArguments.Select(AttributeValue.Of), depth: 0);
        foreach (var argument in attribute.NamedArguments)
        {
            if (Member(type, argument.Key) is { } member)
            {
                evaluation.Assign(member, AttributeValue.Of(argument.Value));
            }
        }

        // [FromBody] computes AllowEmpty: its code is not to be seen here.
        return name == "AllowEmpty" && IsInNamespaceOfSourceAttributes(property.ContainingType)
            ? evaluation.AllowEmpty(property.ContainingType)
            : evaluation.Value(property, depth: 0);
    }

    private AttributeValue AllowEmpty(INamedTypeSymbol fromBody) =>
        Member(fromBody, "EmptyBodyBehavior") is { } behavior && Value(behavior, depth: 0) is { IsKnown: true } value
            ? AttributeValue.Known(value.Value is 1)
            : AttributeValue.Unknown;

    private static ISymbol? Member(INamedTypeSymbol type, string name) => type.SelfAndBases()
        .SelectMany(current => current.GetMembers(name))
        .FirstOrDefault(member => member is IPropertySymbol or IFieldSymbol);

    /// <summary>True for the namespaces of Attribute, [FromQuery] and [FromKeyedServices].</summary>
    private static bool IsInNamespaceOfSourceAttributes(INamedTypeSymbol type) =>
        type.ContainingNamespace.ToDisplayString() is "System" or "Microsoft.AspNetCore.Mvc" or "Microsoft.Extensions.DependencyInjection";

    /// <summary>Executes a constructor: its base first, then the assignments in its body.</summary>
    private void Construct(IMethodSymbol constructor, IEnumerable<AttributeValue> arguments, int depth)
    {
        if (IsInNamespaceOfSourceAttributes(constructor.ContainingType))
        {
            // Those that ASP.NET Core brings set nothing.
            return;
        }

        if (depth > MaxDepth || constructor.ContainingType.DeclaringSyntaxReferences.IsEmpty)
        {
            Forget();
            return;
        }

        var body = constructor.OriginalDefinition.PartialImplementationPart ?? constructor.OriginalDefinition;
        foreach (var (parameter, argument) in body.Parameters.Zip(arguments, (parameter, argument) => (parameter, argument)))
        {
            _values[parameter] = argument;
        }

        switch (body.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax())
        {
            case ConstructorDeclarationSyntax declared:
                ConstructBase(constructor, declared.Initializer, declared.Initializer?.ArgumentList, depth);
                foreach (var statement in declared.Body?.Statements ?? default)
                {
                    Execute((statement as ExpressionStatementSyntax)?.Expression ?? (SyntaxNode)statement, depth);
                }

                if (declared.ExpressionBody is { } expression)
                {
                    Execute(expression.Expression, depth);
                }
                else if (declared.Body is { } block && AttributeEffects.MayEndEarly(block))
                {
                    Forget();
                }

                break;
            case TypeDeclarationSyntax primary:
                var initializer = primary.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault();
                ConstructBase(constructor, initializer, initializer?.ArgumentList, depth);
                break;
            default:
                ConstructBase(constructor, initializer: null, arguments: null, depth);
                break;
        }
    }

    private void ConstructBase(IMethodSymbol constructor, SyntaxNode? initializer, ArgumentListSyntax? arguments, int depth)
    {
        if (initializer is null || arguments is null)
        {
            // Without a parameterless constructor, the base has one whose parameters are all optional.
            if (constructor.ContainingType.BaseType is { } inherited &&
                inherited.InstanceConstructors.OrderBy(one => one.Parameters.Length)
                    .FirstOrDefault(one => one.Parameters.All(parameter => parameter.HasExplicitDefaultValue)) is { } called)
            {
                Construct(called, called.Parameters.Select(parameter => AttributeValue.Known(parameter.ExplicitDefaultValue)), depth + 1);
            }
            else
            {
                Forget();
            }

            return;
        }

        if (_compilation.GetSemanticModel(initializer.SyntaxTree).GetSymbolInfo(initializer).Symbol is not IMethodSymbol target)
        {
            Forget();
            return;
        }

        var passed = target.Parameters.Select((parameter, i) =>
            Argument(arguments, parameter, i) is { } argument ? Evaluate(argument.Expression, depth)
            : parameter.HasExplicitDefaultValue ? AttributeValue.Known(parameter.ExplicitDefaultValue)
            : AttributeValue.Unknown).ToArray();
        Construct(target, passed, depth + 1);
    }

    private static ArgumentSyntax? Argument(ArgumentListSyntax arguments, IParameterSymbol parameter, int index) =>
        parameter.IsParams ? null
        : arguments.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter.Name)
            ?? (index < arguments.Arguments.Count && arguments.Arguments[index].NameColon is null ? arguments.Arguments[index] : null);

    /// <summary>A statement of a constructor. Other statements than assignments may have any effect.</summary>
    private void Execute(SyntaxNode statement, int depth)
    {
        if (statement is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment &&
            AttributeEffects.IsOwnMember(assignment.Left) &&
            Symbol(assignment.Left) is (IPropertySymbol or IFieldSymbol) and var member)
        {
            var value = Evaluate(assignment.Right, depth);
            if (AttributeEffects.MayAssign(assignment.Right, _compilation))
            {
                Forget();
            }

            Assign(member, value);
        }
        else if (AttributeEffects.MayAssign(statement, _compilation))
        {
            Forget();
        }
    }

    /// <summary>Sets a field, or a property that has no code of the app in its setter.</summary>
    private void Assign(ISymbol member, AttributeValue value)
    {
        if (member is IFieldSymbol || (member is IPropertySymbol property && AttributeEffects.IsStored(property)))
        {
            _values[member.OriginalDefinition] = value;
        }
        else
        {
            Forget();
        }
    }

    /// <summary>After code whose effect is unknown, every variable may have another value.</summary>
    private void Forget()
    {
        _isOpaque = true;
        _values.Clear();
    }

    private ISymbol? Symbol(SyntaxNode node) => _compilation.GetSemanticModel(node.SyntaxTree).GetSymbolInfo(node).Symbol;

    /// <summary>The value of a parameter, a field or a property.</summary>
    private AttributeValue Value(ISymbol symbol, int depth)
    {
        symbol = (symbol is IPropertySymbol declared ? Overriding(declared) : symbol).OriginalDefinition;
        if (_values.TryGetValue(symbol, out var value))
        {
            return value;
        }

        if (depth > MaxDepth || symbol is IParameterSymbol || AttributeEffects.MayChange(symbol))
        {
            return AttributeValue.Unknown;
        }

        var source = (symbol as IPropertySymbol)?.PartialImplementationPart ?? symbol;
        if (source.DeclaringSyntaxReferences.IsEmpty)
        {
            return IsInNamespaceOfSourceAttributes(symbol.ContainingType) && !symbol.IsStatic && !_isOpaque
                ? AttributeValue.Known(null)
                : AttributeValue.Unknown;
        }

        return source.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            PropertyDeclarationSyntax { ExpressionBody: { } body } => Evaluate(body.Expression, depth),
            PropertyDeclarationSyntax { AccessorList: { } accessors } property => Value(property, accessors, depth),
            VariableDeclaratorSyntax { Initializer: { } initializer } when !_isOpaque => Evaluate(initializer.Value, depth),
            VariableDeclaratorSyntax { Initializer: null } when !_isOpaque => AttributeValue.Known(null),
            _ => AttributeValue.Unknown,
        };
    }

    /// <summary>Returns the property of the attribute that overrides a virtual one.</summary>
    private IPropertySymbol Overriding(IPropertySymbol property)
    {
        if (!property.IsVirtual && !property.IsAbstract && !property.IsOverride)
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

    private AttributeValue Value(PropertyDeclarationSyntax property, AccessorListSyntax accessors, int depth)
    {
        var getter = accessors.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
        return getter switch
        {
            { ExpressionBody: { } body } => Evaluate(body.Expression, depth),
            { Body.Statements: { Count: 1 } statements } when statements[0] is ReturnStatementSyntax { Expression: { } returned } =>
                Evaluate(returned, depth),
            { Body: null } when !_isOpaque =>
                property.Initializer is { } initializer ? Evaluate(initializer.Value, depth) : AttributeValue.Known(null),
            _ => AttributeValue.Unknown,
        };
    }

    private AttributeValue Evaluate(ExpressionSyntax expression, int depth)
    {
        if (depth > MaxDepth)
        {
            return AttributeValue.Unknown;
        }

        if (_compilation.GetSemanticModel(expression.SyntaxTree).GetConstantValue(expression) is { HasValue: true, Value: var constant })
        {
            return AttributeValue.Known(constant);
        }

        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Evaluate(inner.Expression, depth + 1);
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } inner:
                return Evaluate(inner.Operand, depth + 1);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                return Evaluate(either.Left, depth + 1) is var left && left is { IsKnown: true, Value: null }
                    ? Evaluate(either.Right, depth + 1)
                    : left;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return (Evaluate(sum.Left, depth + 1), Evaluate(sum.Right, depth + 1)) is
                    ({ IsKnown: true, Value: string first }, { IsKnown: true, Value: string second })
                        ? AttributeValue.Known(first + second)
                        : AttributeValue.Unknown;
            default:
                return Symbol(expression) is (IParameterSymbol or IFieldSymbol or IPropertySymbol) and var symbol
                    ? Value(symbol, depth + 1)
                    : AttributeValue.Unknown;
        }
    }
}
