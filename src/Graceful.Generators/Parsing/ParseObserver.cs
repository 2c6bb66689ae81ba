using System.Globalization;
using Graceful.Generators.Diagnostics;
using Graceful.Generators.Model;
using Graceful.Generators.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Graceful.Generators.Parsing;

/// <summary>
/// Collects diagnostics, routes and actions while an analyzer parses a controller. The generator parses without it: it omits
/// what is in error, and the analyzer reports why.
/// </summary>
internal sealed class ParseObserver(Action<Diagnostic> report)
{
    private readonly List<ParsedRoute> _routes = [];
    private readonly List<ParsedAction> _actions = [];

    /// <summary>The valid routes, including those of actions that are in error for other reasons.</summary>
    public IReadOnlyList<ParsedRoute> Routes => _routes;

    /// <summary>The valid actions.</summary>
    public IReadOnlyList<ParsedAction> Actions => _actions;

    /// <summary>Gets the controller, at which diagnostics about members of another assembly are reported.</summary>
    public INamedTypeSymbol? Controller { get; init; }

    /// <summary>Gets the program. A project that an editor references has its members in files of another program.</summary>
    public Compilation? Program { get; init; }

    public void Report(Exception exception, ISymbol at, string name) =>
        report(InternalErrors.Create(LocationOf(at), name, exception));

    public void Report(DiagnosticDescriptor descriptor, ISymbol at, params object[] arguments) =>
        report(Create(descriptor, LocationOf(at), arguments));

    /// <summary>Reports as a warning what is an error elsewhere.</summary>
    public void Warn(DiagnosticDescriptor descriptor, ISymbol at, params object[] arguments) => report(Diagnostic.Create(
        descriptor, LocationOf(at), DiagnosticSeverity.Warning, additionalLocations: null, properties: null, arguments));

    public void Report(DiagnosticDescriptor descriptor, AttributeData? at, ISymbol otherwise, params object[] arguments) =>
        report(Create(descriptor, LocationOf(at, otherwise), arguments));

    /// <summary>Reports an error in a template at its position in the literal.</summary>
    public void Report(DiagnosticDescriptor descriptor, AttributeData at, TemplateFault fault, ISymbol otherwise,
        params object[] arguments) =>
        report(Create(
            descriptor, InProgram(TemplateLiteral.Locate(at, fault.Start, fault.Length)) ?? LocationOf(at, otherwise), arguments));

    public void Add(RouteModel route, AttributeData at, string? template, IMethodSymbol action) =>
        _routes.Add(new ParsedRoute(route, LocationOf(at, action), TypeNames.Plain(action.ContainingType) + "." + action.Name,
            at, template, action));

    public void Add(ActionModel model, IMethodSymbol action) =>
        _actions.Add(new ParsedAction(model, action, [.. _routes.Where(route => route.Method.Is(action))]));

    /// <summary>Names the controller in a diagnostic about a member without a location.</summary>
    private Diagnostic Create(DiagnosticDescriptor descriptor, Location location, object[] arguments) =>
        location == Location.None && Controller is not null
            ? Diagnostic.Create(InheritedBy(Controller, descriptor), LocationOf(Controller), arguments)
            : Diagnostic.Create(descriptor, location, arguments);

    private static DiagnosticDescriptor InheritedBy(INamedTypeSymbol controller, DiagnosticDescriptor descriptor) =>
        Descriptors.Describe(
            descriptor.Category,
            descriptor.Id,
            descriptor.Title.ToString(CultureInfo.InvariantCulture),
            $"{descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture)} (inherited by '{TypeNames.Plain(controller)}')",
            descriptor.DefaultSeverity,
            [.. descriptor.CustomTags]);

    private Location LocationOf(ISymbol symbol) => symbol.Locations.Select(InProgram).FirstOrDefault(location => location is not null)
        ?? Location.None;

    private Location? InProgram(Location? location) =>
        location?.SourceTree is { } file && Program?.ContainsSyntaxTree(file) is not false ? location : null;

    /// <summary>Returns the location of the first argument of the attribute, of the attribute, or of the symbol that has it.</summary>
    private Location LocationOf(AttributeData? attribute, ISymbol otherwise) =>
        attribute?.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax &&
            InProgram((syntax.ArgumentList?.Arguments.FirstOrDefault() ?? (SyntaxNode)syntax).GetLocation()) is { } location
                ? location
                : LocationOf(otherwise);
}

/// <param name="Route">The route.</param>
/// <param name="Location">The location of its template.</param>
/// <param name="Action">The name of its action in messages.</param>
/// <param name="Attribute">The attribute that has the template; null for a route of a referenced library.</param>
/// <param name="Template">The template of the action, without that of the controller; null when there is none.</param>
/// <param name="Method">The action; null for one of a referenced library.</param>
internal sealed record ParsedRoute(RouteModel Route, Location Location, string Action, AttributeData? Attribute = null,
    string? Template = null, IMethodSymbol? Method = null);

internal sealed record ParsedAction(ActionModel Model, IMethodSymbol Method, IReadOnlyList<ParsedRoute> Routes)
{
    /// <summary>The name in messages.</summary>
    public string Name => TypeNames.Plain(Method.ContainingType) + "." + Method.Name;
}
