using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Graceful.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers;

/// <summary>What the parser says of a controller: read once for each compilation, for all analyzers together.</summary>
/// <param name="Diagnostics">What is wrong with it.</param>
/// <param name="Routes">Its routes.</param>
/// <param name="Actions">Those of its actions that are served.</param>
internal sealed record ControllerReading(IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<FoundRoute> Routes, IReadOnlyList<FoundAction> Actions)
{
    // Known types are of one compilation, and so is what was read with them.
    private static readonly ConditionalWeakTable<KnownTypes, ConcurrentDictionary<ISymbol, ControllerReading>> Readings = new();

    public static ControllerReading Of(INamedTypeSymbol controller, KnownTypes known, CancellationToken cancellationToken) => Readings
        .GetValue(known, static _ => new ConcurrentDictionary<ISymbol, ControllerReading>(SymbolEqualityComparer.Default))
        .GetOrAdd(controller, _ => Read(controller, known, cancellationToken));

    private static ControllerReading Read(INamedTypeSymbol controller, KnownTypes known, CancellationToken cancellationToken)
    {
        var diagnostics = new List<Diagnostic>();
        var findings = new Findings(diagnostics.Add);
        var model = ControllerParser.Parse(controller, known, findings, cancellationToken);

        // The controller's half of a template is wrong for each of its actions, and said once.
        var said = diagnostics.GroupBy(diagnostic => (diagnostic.Id, diagnostic.Location, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        return new ControllerReading([.. said.Select(same => same.First())], findings.Routes, model is null ? [] : findings.Actions);
    }
}
