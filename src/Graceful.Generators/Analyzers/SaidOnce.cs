using System.Collections.Concurrent;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// What several controllers find, such as what is wrong with a type that they all take, is said by the first of them alone; as
/// often as an editor asks for that one.
/// </summary>
internal sealed class SaidOnce<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, string> _by = new();

    public bool IsSaidBy(INamedTypeSymbol controller, TKey what)
    {
        var name = TypeNames.Plain(controller);
        return _by.GetOrAdd(what, name) == name;
    }
}
