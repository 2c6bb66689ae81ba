using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>
/// What the analyzers learn while a controller is parsed. The generator parses without: what is in error it leaves out, and
/// the analyzer says why.
/// </summary>
internal sealed class Findings(Action<Diagnostic> report)
{
    private readonly List<FoundRoute> _routes = [];
    private readonly List<FoundAction> _actions = [];

    /// <summary>The routes that are understood, those of actions that are in error otherwise included.</summary>
    public IReadOnlyList<FoundRoute> Routes => _routes;

    /// <summary>The actions that are right.</summary>
    public IReadOnlyList<FoundAction> Actions => _actions;

    public void Report(DiagnosticDescriptor descriptor, ISymbol at, params object[] arguments) =>
        report(Diagnostic.Create(descriptor, LocationOf(at), arguments));

    public void Report(DiagnosticDescriptor descriptor, AttributeData? at, ISymbol otherwise, params object[] arguments) =>
        report(Diagnostic.Create(descriptor, LocationOf(at, otherwise), arguments));

    /// <summary>Reports what is wrong in a template at its place inside of the literal.</summary>
    public void Report(DiagnosticDescriptor descriptor, AttributeData at, TemplateFault fault, ISymbol otherwise, params object[] arguments) =>
        report(Diagnostic.Create(descriptor, TemplateLiteral.Locate(at, fault.Start, fault.Length) ?? LocationOf(at, otherwise), arguments));

    public void Found(RouteModel route, AttributeData at, string? template, IMethodSymbol action) =>
        _routes.Add(new FoundRoute(route, LocationOf(at, action), TypeNames.Plain(action.ContainingType) + "." + action.Name, at, template, action));

    public void Found(ActionModel model, IMethodSymbol action) =>
        _actions.Add(new FoundAction(model, action, [.. _routes.Where(route => route.Method.Is(action))]));

    private static Location LocationOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None;

    /// <summary>The attribute's first argument, the attribute, or the symbol that has it.</summary>
    private static Location LocationOf(AttributeData? attribute, ISymbol otherwise) =>
        attribute?.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax
            ? (syntax.ArgumentList?.Arguments.FirstOrDefault() ?? (SyntaxNode)syntax).GetLocation()
            : LocationOf(otherwise);
}

/// <param name="Route">The route.</param>
/// <param name="Location">Where it is written.</param>
/// <param name="Action">What messages call its action.</param>
/// <param name="Attribute">The attribute that has the template; null for a route of a referenced library.</param>
/// <param name="Template">The action's half of the template, as written; null when there is none.</param>
/// <param name="Method">The action; null for one of a referenced library.</param>
internal sealed record FoundRoute(RouteModel Route, Location Location, string Action, AttributeData? Attribute = null, string? Template = null, IMethodSymbol? Method = null);

internal sealed record FoundAction(ActionModel Model, IMethodSymbol Method, IReadOnlyList<FoundRoute> Routes)
{
    /// <summary>What messages call it.</summary>
    public string Name => TypeNames.Plain(Method.ContainingType) + "." + Method.Name;
}
