using System.Collections.Concurrent;
using Graceful.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>
/// What the analyzer learns while a controller is parsed. The generator parses without: what is in error it leaves out, and
/// the analyzer says why.
/// </summary>
/// <param name="report">Takes what is found.</param>
/// <param name="reported">The types of which has been reported what is wrong with their annotations: several controllers may take them.</param>
internal sealed class Findings(Action<Diagnostic> report, ConcurrentDictionary<ISymbol, bool>? reported = null)
{
    private readonly List<FoundRoute> _routes = [];

    public IReadOnlyList<FoundRoute> Routes => _routes;

    public void Report(DiagnosticDescriptor descriptor, ISymbol at, params object[] arguments) =>
        report(Diagnostic.Create(descriptor, LocationOf(at), arguments));

    public void Report(DiagnosticDescriptor descriptor, AttributeData? at, ISymbol otherwise, params object[] arguments) =>
        report(Diagnostic.Create(descriptor, LocationOf(at, otherwise), arguments));

    /// <summary>Whether nobody has reported yet what is wrong with a type that many may take.</summary>
    public bool IsFirstToReport(ISymbol type) => reported?.TryAdd(type, true) != false;

    public void Found(RouteModel route, AttributeData? at, ISymbol action) =>
        _routes.Add(new FoundRoute(route, LocationOf(at, action), TypeNames.Plain(action.ContainingType) + "." + action.Name));

    private static Location LocationOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None;

    /// <summary>The attribute's first argument, the attribute, or the symbol that has it.</summary>
    private static Location LocationOf(AttributeData? attribute, ISymbol otherwise) =>
        attribute?.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax
            ? (syntax.ArgumentList?.Arguments.FirstOrDefault() ?? (SyntaxNode)syntax).GetLocation()
            : LocationOf(otherwise);
}

internal sealed record FoundRoute(RouteModel Route, Location Location, string Action);
