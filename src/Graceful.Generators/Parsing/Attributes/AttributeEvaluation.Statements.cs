using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <content>The effects of the statements of constructors.</content>
internal sealed partial class AttributeEvaluation
{
    /// <summary>Makes properties unknown, because the arguments of an attribute and derived classes may set them.</summary>
    public void Forget(IEnumerable<IPropertySymbol> properties)
    {
        foreach (var property in properties)
        {
            _values[property.OriginalDefinition] = AttributeValue.Unknown($"'{property.Name}' may be set");
        }
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
