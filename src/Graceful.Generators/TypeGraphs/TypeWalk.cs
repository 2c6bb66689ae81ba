using Microsoft.CodeAnalysis;

namespace Graceful.Generators.TypeGraphs;

/// <summary>
/// A walk over the types that some types lead to, each visited once. It is iterative and bounded: a user's types may be a
/// collection of themselves, or lead to ever larger types, as a member <c>Node&lt;List&lt;T&gt;&gt;</c> of <c>Node&lt;T&gt;</c> does.
/// </summary>
/// <remarks>
/// The caller adds the first types, then takes one type after the other and adds the types that it leads to. Where a bound is
/// exceeded, the walk ends and <see cref="Cut"/> has the place.
/// </remarks>
internal sealed class TypeWalk
{
    /// <summary>No program needs so many types for one argument; an endless graph with two branches has them after ten levels.</summary>
    public const int MaxTypes = 2_000;

    /// <summary>The limit of names in a type: <c>Dictionary&lt;string, int[]&gt;</c> has four.</summary>
    public const int MaxNames = 64;

    private readonly HashSet<ITypeSymbol> _visited = new(SymbolEqualityComparer.Default);
    private readonly Queue<ITypeSymbol> _waiting = new();

    /// <summary>The types that the walk has reached.</summary>
    public IReadOnlyCollection<ITypeSymbol> Types => _visited;

    /// <summary>The place where the walk was cut; null for a graph within the bounds.</summary>
    public TypeCut? Cut { get; private set; }

    /// <param name="type">A type that has been reached.</param>
    /// <param name="member">The member that leads to it; null for a type that the walk begins with.</param>
    /// <returns>True when the type is new.</returns>
    public bool Add(ITypeSymbol type, ISymbol? member)
    {
        if (Cut is not null)
        {
            return false;
        }

        // Before the set: hashing a type takes as long as it is large.
        if (IsTooLarge(type) || (_visited.Count == MaxTypes && !_visited.Contains(type)))
        {
            Cut = new TypeCut(type, member);
            _waiting.Clear();
            return false;
        }

        if (!_visited.Add(type))
        {
            return false;
        }

        _waiting.Enqueue(type);
        return true;
    }

    /// <summary>Returns the next type whose members are to be added.</summary>
    public bool TryTake(out ITypeSymbol type)
    {
        type = _waiting.Count > 0 ? _waiting.Dequeue() : null!;
        return type is not null;
    }

    /// <summary>True when the type consists of more than <see cref="MaxNames"/> names.</summary>
    public static bool IsTooLarge(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { IsGenericType: false })
        {
            return false;
        }

        var (count, waiting) = (0, new Stack<ITypeSymbol>());
        waiting.Push(type);
        while (waiting.Count > 0)
        {
            if (++count > MaxNames)
            {
                return true;
            }

            switch (waiting.Pop())
            {
                case IArrayTypeSymbol array:
                    waiting.Push(array.ElementType);
                    break;
                case INamedTypeSymbol named:
                    for (var part = named; part is not null; part = part.ContainingType)
                    {
                        foreach (var argument in part.TypeArguments)
                        {
                            waiting.Push(argument);
                        }
                    }

                    break;
            }
        }

        return false;
    }
}

/// <param name="Type">The type that exceeds a bound.</param>
/// <param name="Member">The member that leads to it; null for a type that the walk began with.</param>
internal sealed record TypeCut(ITypeSymbol Type, ISymbol? Member);
