using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Evaluates an attribute at build time as far as its source shows: the assignments and initializers of its constructors, from
/// the arguments at the place where the attribute is applied. Everything else is unknown, and never guessed.
/// </summary>
internal sealed partial class AttributeEvaluation
{
    /// <summary>The limit of constructors, members and expressions that refer to each other.</summary>
    private const int MaxDepth = 32;

    private readonly KnownTypes _known;
    private readonly INamedTypeSymbol _type;

    /// <summary>By the definitions of parameters, fields and properties, which the source of a generic attribute refers to.</summary>
    private readonly Dictionary<ISymbol, AttributeValue> _values = new(SymbolEqualityComparer.Default);

    /// <summary>The statement whose effect is unknown; null for none.</summary>
    private string? _opaque;

    private AttributeEvaluation(INamedTypeSymbol type, KnownTypes known) => (_type, _known) = (type, known);

    /// <summary>Evaluates an attribute with the arguments of the place where it is applied.</summary>
    public static AttributeEvaluation Of(AttributeData attribute, KnownTypes known)
    {
        var evaluation = new AttributeEvaluation(attribute.AttributeClass!, known);
        if (attribute.AttributeConstructor is not { } constructor)
        {
            evaluation.Forget("it has no constructor with these parameters");
            return evaluation;
        }

        evaluation.Construct(constructor, attribute.ConstructorArguments.Select(AttributeValue.Of), depth: 0);
        foreach (var argument in attribute.NamedArguments)
        {
            if (evaluation.Member(argument.Key) is { } member)
            {
                evaluation.Assign(member, AttributeValue.Of(argument.Value));
            }
        }

        return evaluation;
    }

    /// <summary>Evaluates what a constructor does with any arguments.</summary>
    public static AttributeEvaluation Of(INamedTypeSymbol type, IMethodSymbol constructor, KnownTypes known)
    {
        var evaluation = new AttributeEvaluation(type, known);
        evaluation.Construct(
            constructor, constructor.Parameters.Select(parameter => AttributeValue.Unknown($"'{parameter.Name}' has any value")), depth: 0);
        return evaluation;
    }

    /// <summary>Returns the value of a property of an interface that an attribute implements; null when it does not.</summary>
    public static AttributeValue Property(AttributeData attribute, INamedTypeSymbol? contract, string name, KnownTypes known) =>
        Of(attribute, known).Property(contract, name);

    /// <summary>Returns the value of a property of an interface that the attribute implements; null when it does not.</summary>
    public AttributeValue Property(INamedTypeSymbol? contract, string name)
    {
        if (contract?.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is not { } declared ||
            _type.FindImplementationForInterfaceMember(declared) is not IPropertySymbol property)
        {
            return AttributeValue.Known(null);
        }

        // [FromBody] computes AllowEmpty: its code is not to be seen here.
        return name == "AllowEmpty" && FrameworkAttributes.IsOne(property.ContainingType, _known)
            ? AllowEmpty()
            : Value(property, depth: 0);
    }

    /// <summary>Returns the value of a property of the class or a base class; null when there is none.</summary>
    public AttributeValue Property(string name) =>
        Member(name) is { } member ? Value(member, depth: 0) : AttributeValue.Known(null);

    private AttributeValue AllowEmpty() =>
        Property("EmptyBodyBehavior") is { IsKnown: true } value ? AttributeValue.Known(value.Value is 1) : Property("EmptyBodyBehavior");

    private ISymbol? Member(string name) => _type.SelfAndBases()
        .SelectMany(current => current.GetMembers(name))
        .FirstOrDefault(member => member is IPropertySymbol or IFieldSymbol);

    /// <summary>Executes a constructor: its base first, then the assignments in its body.</summary>
    private void Construct(IMethodSymbol constructor, IEnumerable<AttributeValue> arguments, int depth)
    {
        var type = constructor.ContainingType;
        if (FrameworkAttributes.IsOne(type, _known))
        {
            ConstructFramework(constructor, arguments);
            return;
        }

        if (depth > MaxDepth || Source(type) is null)
        {
            Forget($"the source of '{type.Name}' is not in this project");
            return;
        }

        var body = constructor.OriginalDefinition.PartialImplementationPart ?? constructor.OriginalDefinition;
        foreach (var (parameter, argument) in body.Parameters.Zip(arguments, (parameter, argument) => (parameter, argument)))
        {
            _values[parameter] = argument;
        }

        switch (Source(body))
        {
            case ConstructorDeclarationSyntax declared:
                ConstructBase(constructor, declared.Initializer, declared.Initializer?.ArgumentList, depth);
                foreach (var statement in declared.Body?.Statements ?? default)
                {
                    Execute(statement, depth);
                }

                if (declared.ExpressionBody is { } expression)
                {
                    Execute(expression.Expression, depth);
                }
                else if (declared.Body is { } block && AttributeEffects.MayEndEarly(block))
                {
                    Forget($"the constructor of '{type.Name}' has statements that may not be executed");
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

    private void ConstructFramework(IMethodSymbol constructor, IEnumerable<AttributeValue> arguments)
    {
        if (FrameworkAttributes.MethodOf(constructor.ContainingType) is var (property, method))
        {
            _values[property] = AttributeValue.Known(new object?[] { method });
        }

        foreach (var (parameter, argument) in constructor.Parameters.Zip(arguments, (parameter, argument) => (parameter, argument)))
        {
            if (FrameworkAttributes.PropertyOf(parameter) is { } stored)
            {
                // [AcceptVerbs("GET")] has a constructor for one method.
                _values[stored.OriginalDefinition] = argument is { IsKnown: true, Value: string one } && stored.Name == "HttpMethods"
                    ? AttributeValue.Known(new object?[] { one })
                    : argument;
            }
        }
    }

    private void ConstructBase(IMethodSymbol constructor, SyntaxNode? initializer, ArgumentListSyntax? arguments, int depth)
    {
        if (initializer is null || arguments is null)
        {
            // Without a parameterless constructor, the base has one whose parameters are all optional.
            if (constructor.ContainingType.BaseType is { } inherited &&
                inherited.InstanceConstructors.OrderBy(one => one.Parameters.Length)
                    .FirstOrDefault(one => one.Parameters.All(IsOptional)) is { } called)
            {
                Construct(called, called.Parameters.Select(Omitted), depth + 1);
            }
            else
            {
                Forget($"the constructor that '{constructor.ContainingType.Name}' calls is not known");
            }

            return;
        }

        if (Symbol(initializer) is not IMethodSymbol target)
        {
            Forget($"the constructor that '{constructor.ContainingType.Name}' calls is not known");
            return;
        }

        Construct(target, [.. target.Parameters.Select((parameter, i) => Argument(arguments, parameter, i, depth))], depth + 1);
    }

    private static bool IsOptional(IParameterSymbol parameter) => parameter.HasExplicitDefaultValue || parameter.IsParams;

    private static AttributeValue Omitted(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue ? AttributeValue.Known(parameter.ExplicitDefaultValue)
        : parameter.IsParams ? AttributeValue.Known(Array.Empty<object?>())
        : AttributeValue.Unknown($"'{parameter.Name}' has no value");

    private AttributeValue Argument(ArgumentListSyntax arguments, IParameterSymbol parameter, int index, int depth)
    {
        var all = arguments.Arguments;
        if (all.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter.Name) is { } named)
        {
            return Evaluate(named.Expression, depth);
        }

        if (index >= all.Count || all[index].NameColon is not null)
        {
            return Omitted(parameter);
        }

        var first = all[index].Expression;
        return parameter.IsParams && !IsArray(first)
            ? List(all.Skip(index).Select(argument => argument.Expression), depth)
            : Evaluate(first, depth);
    }

    /// <summary>A statement of a constructor. Other statements than those here may have any effect.</summary>
    private void Execute(SyntaxNode statement, int depth)
    {
        switch (statement)
        {
            case ExpressionStatementSyntax { Expression: var expression }:
                Execute(expression, depth);
                break;
            case BlockSyntax block:
                foreach (var inner in block.Statements)
                {
                    Execute(inner, depth);
                }

                break;
            case IfStatementSyntax choice when !MayAssign(choice.Condition) && Evaluate(choice.Condition, depth).Value is bool isMet:
                if (isMet || choice.Else is not null)
                {
                    Execute(isMet ? choice.Statement : choice.Else!.Statement, depth);
                }

                break;
            case LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } when
                variables[0].Initializer is { Value: var initial } && !MayAssign(initial) && Declared(variables[0]) is { } local:
                _values[local] = Evaluate(initial, depth);
                break;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when
                AttributeEffects.IsOwnMember(assignment.Left) && !IsOfBase(assignment.Left) &&
                Symbol(assignment.Left) is (IPropertySymbol or IFieldSymbol or ILocalSymbol or IParameterSymbol) and var target:
                var value = Evaluate(assignment.Right, depth);
                if (MayAssign(assignment.Right))
                {
                    Forget(assignment.Right);
                }

                Assign(target, value);
                break;
            default:
                if (MayAssign(statement))
                {
                    Forget(statement);
                }

                break;
        }
    }

    private bool MayAssign(SyntaxNode code) => AttributeEffects.MayAssign(code, _known.Compilation);

    /// <summary>Sets a variable, or a property that has no code of the app in its setter.</summary>
    private void Assign(ISymbol target, AttributeValue value)
    {
        var set = target is IPropertySymbol property ? Overriding(property) : target;
        if (set is not IPropertySymbol other || AttributeEffects.IsStored(other))
        {
            _values[set.OriginalDefinition] = value;
        }
        else
        {
            Forget($"the setter of '{target.Name}' may have other effects");
        }
    }

    private void Forget(SyntaxNode code) => Forget($"'{Shortened(code)}' may change it");

    /// <summary>
    /// After code whose effect is unknown, every variable may have another value, except the properties of the framework that only
    /// their own constructor sets.
    /// </summary>
    private void Forget(string reason)
    {
        _opaque ??= reason;
        foreach (var variable in _values.Keys.Where(variable => variable is not IPropertySymbol { SetMethod: null } property ||
            !FrameworkAttributes.IsOne(property.ContainingType, _known)).ToArray())
        {
            _values.Remove(variable);
        }
    }
}
