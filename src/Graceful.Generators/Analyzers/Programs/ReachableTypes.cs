using Graceful.Generators.Parsing;
using Graceful.Generators.TypeGraphs;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>The source types that are reachable from a controller through its signatures and the members of the types in them.</summary>
internal sealed class ReachableTypes
{
    private readonly TypeWalk _walk = new();
    private readonly HashSet<SyntaxTree> _files = [];

    private ReachableTypes()
    {
    }

    /// <summary>
    /// Returns the files that declare the reachable types. Every method of the controller and its bases counts; other types count with
    /// their properties, fields and constructors.
    /// </summary>
    public static HashSet<SyntaxTree> Files(INamedTypeSymbol controller)
    {
        var types = new ReachableTypes();
        foreach (var type in controller.SelfAndBases())
        {
            types.Add(type);
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
            {
                types.Add(method.ReturnType);
                types.AddAttributes(method);
                types.AddParameters(method);
            }
        }

        // Where the walk is cut, the declarations have been met: the types that follow are made of the same ones.
        while (types._walk.TryTake(out var type))
        {
            types.Follow(type);
        }

        return types._files;
    }

    private void Add(ITypeSymbol? type)
    {
        if (type is not null)
        {
            _walk.Add(type, member: null);
        }
    }

    private void Follow(ITypeSymbol reached)
    {
        if (reached is IArrayTypeSymbol array)
        {
            Add(array.ElementType);
        }

        if (reached is not INamedTypeSymbol type)
        {
            return;
        }

        foreach (var argument in type.TypeArguments)
        {
            Add(argument);
        }

        if (type.DeclaringSyntaxReferences.IsEmpty)
        {
            return;
        }

        _files.UnionWith(type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree));
        Add(type.BaseType);
        Add(type.ContainingType);
        AddAttributes(type);
        foreach (var contract in type.AllInterfaces)
        {
            Add(contract);
        }

        foreach (var member in type.GetMembers())
        {
            switch (member)
            {
                case IPropertySymbol property:
                    Add(property.Type);
                    AddAttributes(property);
                    break;
                case IFieldSymbol { IsImplicitlyDeclared: false, IsConst: false } field:
                    Add(field.Type);
                    break;
                case IMethodSymbol { MethodKind: MethodKind.Constructor } constructor:
                    AddParameters(constructor);
                    break;
                default:
                    break;
            }
        }
    }

    private void AddParameters(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            Add(parameter.Type);
            AddAttributes(parameter);
        }
    }

    private void AddAttributes(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            Add(attribute.AttributeClass);
            foreach (var argument in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.Value)))
            {
                if (argument is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type })
                {
                    Add(type);
                }
            }
        }
    }
}
