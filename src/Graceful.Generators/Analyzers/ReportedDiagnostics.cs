using System.Collections.Concurrent;
using Graceful.Generators.Naming;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>
/// Assigns a diagnostic that several controllers find, such as an error in a type that they share, to the first of them. That
/// controller reports it in every analysis, so that an editor keeps showing it.
/// </summary>
internal sealed class ReportedDiagnostics<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, string> _reporters = new();

    public bool IsReportedBy(INamedTypeSymbol controller, TKey key)
    {
        var name = TypeNames.Plain(controller);
        return _reporters.GetOrAdd(key, name) == name;
    }
}
