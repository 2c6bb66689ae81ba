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

    /// <summary>Evaluates what a constructor does, with placeholders for its texts and numbers.</summary>
    public static AttributeEvaluation OfLibrary(INamedTypeSymbol type, IMethodSymbol constructor, KnownTypes known)
    {
        var evaluation = new AttributeEvaluation(type, known);
        evaluation.Construct(
            constructor,
            constructor.Parameters.Select(parameter =>
                parameter.Type.SpecialType is SpecialType.System_String or SpecialType.System_Int32
                    ? AttributeValue.Known(Placeholders.Of(parameter.Ordinal))
                    : AttributeValue.Unknown($"'{parameter.Name}' has any value")),
            depth: 0);
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
            ConstructLibrary(constructor, [.. arguments]);
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

    /// <summary>The source is not here: the build of the library may have evaluated the constructor.</summary>
    private void ConstructLibrary(IMethodSymbol constructor, AttributeValue[] arguments)
    {
        if (MvcLibraryRoutes.Find(constructor, arguments, _known) is not { } values)
        {
            Forget($"the source of '{constructor.ContainingType.Name}' is not in this project");
            return;
        }

        foreach (var (property, value) in values)
        {
            // The order of a route of the framework is null when it is not set.
            if (FrameworkAttributes.Stored(property) is not { } stored || value is not { IsKnown: true, Value: null })
            {
                _values[(FrameworkAttributes.Stored(property) ?? property).OriginalDefinition] = value;
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
}
