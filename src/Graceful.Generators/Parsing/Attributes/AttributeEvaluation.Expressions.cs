using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Graceful.Generators.Parsing;

/// <content>The values of expressions.</content>
internal sealed partial class AttributeEvaluation
{
    /// <summary>The limit of expressions: members may refer to each other more than once.</summary>
    private const int MaxExpressions = 1000;

    private const int MaxShown = 60;

    private int _expressions;

    private AttributeValue Evaluate(ExpressionSyntax expression, int depth)
    {
        var model = Model(expression);
        if (depth > MaxDepth || ++_expressions > MaxExpressions || model.GetConversion(expression).IsUserDefined)
        {
            return NotConstant(expression);
        }

        if (model.GetConstantValue(expression) is { HasValue: true, Value: var constant })
        {
            return AttributeValue.Known(constant);
        }

        return expression switch
        {
            ParenthesizedExpressionSyntax inner => Evaluate(inner.Expression, depth + 1),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } inner =>
                Evaluate(inner.Operand, depth + 1),
            CastExpressionSyntax cast when KeepsValue(cast, model) => Evaluate(cast.Expression, depth + 1),
            TypeOfExpressionSyntax named => TypeOf(named, model),
            InterpolatedStringExpressionSyntax => model.GetOperation(expression) is IInterpolatedStringOperation interpolated
                ? Interpolated(interpolated, depth)
                : NotConstant(expression),
            ConditionalExpressionSyntax choice => Evaluate(choice.Condition, depth + 1).Value is bool isMet
                ? Evaluate(isMet ? choice.WhenTrue : choice.WhenFalse, depth + 1)
                : NotConstant(choice.Condition),
            BinaryExpressionSyntax binary => Binary(binary, model, depth),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not =>
                Evaluate(not.Operand, depth + 1).Value is bool flag ? AttributeValue.Known(!flag) : NotConstant(expression),
            IsPatternExpressionSyntax test => IsNull(test, depth),
            InvocationExpressionSyntax call => Call(call, depth),
            _ when Items(expression) is { } items => List(items, depth),
            _ => Reference(expression, depth),
        };
    }

    private AttributeValue Reference(ExpressionSyntax expression, int depth) => Symbol(expression) switch
    {
        _ when IsOfBase(expression) => NotConstant(expression),
        (IParameterSymbol or ILocalSymbol) and var variable => Value(variable, depth + 1),
        (IFieldSymbol or IPropertySymbol { Parameters.IsEmpty: true }) and var member
            when member.IsStatic || AttributeEffects.IsOwnMember(expression) => Value(member, depth + 1),
        _ => NotConstant(expression),
    };

    private AttributeValue Binary(BinaryExpressionSyntax binary, SemanticModel model, int depth)
    {
        var left = Evaluate(binary.Left, depth + 1);
        switch (binary.Kind())
        {
            case not SyntaxKind.AddExpression when Placeholders.IsIn(left.Value):
                return NotConstant(binary);
            case SyntaxKind.CoalesceExpression:
                return left is { IsKnown: true, Value: null } ? Evaluate(binary.Right, depth + 1) : left;
            case SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression when left.Value is bool flag:
                return flag == binary.IsKind(SyntaxKind.LogicalOrExpression) ? left : Evaluate(binary.Right, depth + 1);
        }

        var right = Evaluate(binary.Right, depth + 1);
        if (!left.IsKnown || !right.IsKnown)
        {
            return left.IsKnown ? right : left;
        }

        switch (binary.Kind())
        {
            case SyntaxKind.AddExpression when model.GetTypeInfo(binary).Type?.SpecialType == SpecialType.System_String &&
                Text(left, binary.Left) is { } first && Text(right, binary.Right) is { } second:
                return AttributeValue.Known(first + second);
            case SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
                when IsOfTheLanguage(binary) && !Placeholders.IsIn(right.Value):
                return AttributeValue.Known(Equals(left.Value, right.Value) == binary.IsKind(SyntaxKind.EqualsExpression));
            default:
                return NotConstant(binary);
        }
    }

    /// <summary>True for a comparison of texts, or one that no class defines.</summary>
    private bool IsOfTheLanguage(BinaryExpressionSyntax binary) => Symbol(binary) is not IMethodSymbol operation ||
        operation.MethodKind == MethodKind.BuiltinOperator || operation.ContainingType.SpecialType == SpecialType.System_String;

    private AttributeValue IsNull(IsPatternExpressionSyntax test, int depth)
    {
        var (pattern, isNegated) = test.Pattern is UnaryPatternSyntax { Pattern: var inner } ? (inner, true) : (test.Pattern, false);
        return pattern is ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } &&
            Evaluate(test.Expression, depth + 1) is { IsKnown: true } value && !Placeholders.IsIn(value.Value)
                ? AttributeValue.Known(value.Value is null != isNegated)
                : NotConstant(test);
    }

    private AttributeValue Interpolated(IInterpolatedStringOperation interpolated, int depth)
    {
        if (interpolated.Parent is IConversionOperation { Type.SpecialType: not SpecialType.System_String })
        {
            // A FormattableString, or a handler of the app.
            return NotConstant(interpolated.Syntax);
        }

        var result = string.Empty;
        foreach (var part in interpolated.Parts)
        {
            if (part is IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string text } })
            {
                result += text;
            }
            else if (part is IInterpolationOperation { Alignment: null, FormatString: null } hole &&
                hole.Syntax is InterpolationSyntax { Expression: var expression })
            {
                var value = Evaluate(expression, depth + 1);
                if (!value.IsKnown)
                {
                    return value;
                }

                if (Text(value, expression) is not { } shown)
                {
                    return NotConstant(expression);
                }

                result += shown;
            }
            else
            {
                return NotConstant(part.Syntax);
            }
        }

        return AttributeValue.Known(result);
    }

    /// <summary>
    /// Returns the text of a value in a concatenation; null when it depends on the culture, or is that of an enumeration.
    /// </summary>
    private string? Text(AttributeValue value, ExpressionSyntax expression) => value.Value switch
    {
        null => string.Empty,
        string text => text,
        char character => character.ToString(),
        int number and >= 0 when Model(expression).GetTypeInfo(expression).Type?.SpecialType == SpecialType.System_Int32 =>
            number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    private AttributeValue Call(InvocationExpressionSyntax call, int depth)
    {
        if (Symbol(call) is not IMethodSymbol { IsStatic: true, ContainingType: var type } method)
        {
            return NotConstant(call);
        }

        var arguments = call.ArgumentList.Arguments.Select(argument => Evaluate(argument.Expression, depth + 1)).ToArray();
        var isArray = type.Name == nameof(Array) && type.ContainingNamespace.IsSystem();
        if (method.Name == nameof(Array.Empty) && isArray)
        {
            return AttributeValue.Known(Array.Empty<object?>());
        }

        return type.SpecialType != SpecialType.System_String || !arguments.All(one => one is { IsKnown: true, Value: null or string })
            ? NotConstant(call)
            : method.Name switch
            {
                not nameof(string.Concat) when Placeholders.IsIn(arguments.FirstOrDefault().Value) => NotConstant(call),
                nameof(string.IsNullOrEmpty) => AttributeValue.Known(string.IsNullOrEmpty(arguments[0].Value as string)),
                nameof(string.IsNullOrWhiteSpace) => AttributeValue.Known(string.IsNullOrWhiteSpace(arguments[0].Value as string)),
                nameof(string.Concat) => AttributeValue.Known(string.Concat(arguments.Select(argument => argument.Value))),
                _ => NotConstant(call),
            };
    }

    /// <summary>A class in a generic class may name the type parameters of both.</summary>
    private AttributeValue TypeOf(TypeOfExpressionSyntax named, SemanticModel model)
    {
        var type = model.GetTypeInfo(named.Type).Type;
        foreach (var owner in _type.SelfAndBases())
        {
            type = TypeParameters.Replace(type, owner, _known.Compilation);
        }

        return type is null ? NotConstant(named) : AttributeValue.Known(type);
    }

    private bool IsArray(ExpressionSyntax expression) => Model(expression).GetTypeInfo(expression).ConvertedType is IArrayTypeSymbol;

    /// <summary>True for a conversion to an interface of a list, and to the nullable type of a value.</summary>
    private static bool KeepsValue(CastExpressionSyntax cast, SemanticModel model) =>
        model.GetTypeInfo(cast).Type is { } target && model.GetTypeInfo(cast.Expression).Type is var source &&
        (source is null or IArrayTypeSymbol || source.Is(target.WithoutNullable()));

    /// <summary>Returns the items of an array, of a collection expression, or of a new list; null for other expressions.</summary>
    private IEnumerable<ExpressionSyntax>? Items(ExpressionSyntax expression) => expression switch
    {
        ArrayCreationExpressionSyntax { Initializer.Expressions: var items } => items,
        ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var items } => items,
        InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ArrayInitializerExpression, Expressions: var items } => items,
        CollectionExpressionSyntax { Elements: var elements } when elements.All(element => element is ExpressionElementSyntax) =>
            elements.Cast<ExpressionElementSyntax>().Select(element => element.Expression),
        BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } creation when IsList(creation) =>
            creation.Initializer?.Expressions ?? default,
        _ => null,
    };

    private bool IsList(BaseObjectCreationExpressionSyntax creation) =>
        Model(creation).GetTypeInfo(creation).Type is { Name: "List" or "HashSet", ContainingNamespace: var space } &&
        space.ToDisplayString() == "System.Collections.Generic" &&
        creation.Initializer is null or { RawKind: (int)SyntaxKind.CollectionInitializerExpression };

    private AttributeValue List(IEnumerable<ExpressionSyntax> items, int depth)
    {
        var values = items.Select(item => Evaluate(item, depth + 1)).ToArray();
        return values.Any(value => !value.IsKnown)
            ? values.First(value => !value.IsKnown)
            : AttributeValue.Known(values.Select(value => value.Value).ToArray());
    }

    private static AttributeValue NotConstant(SyntaxNode code) => AttributeValue.Unknown($"'{Shortened(code)}' is not a constant");

    private static string Shortened(SyntaxNode code)
    {
        var text = string.Join(" ", code.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaxShown ? text : text.Substring(0, MaxShown) + "...";
    }
}
