using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Diagnostics;

/// <summary>Every diagnostic. Each has a page in docs/diagnostics, which says what to do about it.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor RouteNotUnderstood = Error(
        "GR0001",
        "The route is not understood",
        "The route '{0}' is not understood: {1}");

    public static readonly DiagnosticDescriptor DuplicateRoute = Error(
        "GR0002",
        "Two actions answer the same route",
        "The route '{0}' of {1} is also that of {2}: give one of them a route of its own");

    public static readonly DiagnosticDescriptor OutsideController = Error(
        "GR0003",
        "The method is not in a controller",
        "[{0}] on {1} has no effect: mark the class {2} with [Controller], or make it abstract when it is the base of controllers");

    public static readonly DiagnosticDescriptor ControllerNotUsable = Error(
        "GR0004",
        "The controller cannot be used by generated code",
        "The controller {0} cannot be used: {1}");

    public static readonly DiagnosticDescriptor ActionNotCallable = Error(
        "GR0005",
        "The action cannot be called by generated code",
        "The action {0} cannot be called: {1}");

    public static readonly DiagnosticDescriptor ReturnTypeNotSupported = Error(
        "GR0006",
        "The return type of the action is not supported",
        "The action {0} returns {1}: {2}");

    public static readonly DiagnosticDescriptor ParameterNotSupported = Error(
        "GR0007",
        "The parameter of the action is not supported",
        "The parameter '{0}' of {1} cannot be bound: {2}");

    public static readonly DiagnosticDescriptor NotConstructible = Error(
        "GR0008",
        "The controller or context cannot be created",
        "{0} cannot be created: {1}");

    public static readonly DiagnosticDescriptor HookMisused = Error(
        "GR0009",
        "The hook cannot be used",
        "The hook {0} cannot be used: {1}");

    public static readonly DiagnosticDescriptor ContextsDiffer = Error(
        "GR0010",
        "The action and its hooks take contexts of different kinds",
        "{0} and {1} take contexts of which neither derives from the other ({2}, {3}): one context serves them all");

    public static readonly DiagnosticDescriptor AttributeNotUsable = Error(
        "GR0011",
        "The attribute cannot become endpoint metadata",
        "The attribute {0} on {1} cannot become metadata of the endpoint: {2}");

    public static readonly DiagnosticDescriptor AmbiguousRoutes = Error(
        "GR0012",
        "Two routes answer the same path, and nothing decides between them",
        "The route '{0}' of {1} and '{2}' of {3} both answer {4}: nothing puts one of them first. Constrain one of them further, or give one an Order");

    public static readonly DiagnosticDescriptor UnknownConstraint = Error(
        "GR0013",
        "There is no such constraint",
        "The route '{0}' is not understood: {1}");

    public static readonly DiagnosticDescriptor NotFromText = Error(
        "GR0020",
        "The argument cannot be read from text",
        "The parameter '{0}' of {1} comes from the {2}, and {3} cannot be read from text: {4}");

    public static readonly DiagnosticDescriptor BodyReadTwice = Error(
        "GR0021",
        "The body is read twice",
        "The parameter '{0}' of {1} comes from the body, which '{2}' takes already: take one object that holds both, or both as fields of one form");

    public static readonly DiagnosticDescriptor NoRouteParameter = Error(
        "GR0022",
        "The route has no such parameter",
        "The parameter '{0}' of {1} comes from the route, which has no parameter '{{{2}}}'");

    public static readonly DiagnosticDescriptor BindAsyncNotUsable = Error(
        "GR0023",
        "BindAsync cannot be called by generated code",
        "The parameter '{0}' of {1} cannot be bound by {2}.BindAsync: {3}; make it 'public static ValueTask<{2}?> BindAsync(HttpContext)'");

    public static readonly DiagnosticDescriptor ParametersNotUsable = Error(
        "GR0024",
        "The [AsParameters] object cannot be made",
        "The parameter '{0}' of {1} cannot be made of arguments, being a {2}: {3}");

    public static readonly DiagnosticDescriptor TwoSources = Error(
        "GR0025",
        "The argument has more than one source",
        "The parameter '{0}' of {1} is marked with {2}: leave one of them");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Describe(id, title, message, DiagnosticSeverity.Error);

    public static DiagnosticDescriptor Describe(string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        Describe("Graceful.Routing", id, title, message, severity, tags);

    /// <summary>The one place that knows where the pages are.</summary>
    public static DiagnosticDescriptor Describe(string category, string id, string title, string message, DiagnosticSeverity severity, string[] tags) => new(
        id,
        title,
        message,
        category,
        severity,
        isEnabledByDefault: true,
        helpLinkUri: $"https://github.com/graceful-dotnet/graceful/blob/main/docs/diagnostics/{id}.md",
        customTags: tags);
}
