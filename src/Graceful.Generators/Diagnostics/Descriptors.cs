using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Diagnostics;

/// <summary>The diagnostics for controllers. Each has a help page in docs/diagnostics.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor RouteNotUnderstood = Error(
        "GR0001",
        "Invalid route template",
        "The route template '{0}' is invalid: {1}");

    public static readonly DiagnosticDescriptor DuplicateRoute = Error(
        "GR0002",
        "Duplicate route",
        "The route '{0}' of '{1}' is already the route of '{2}'");

    public static readonly DiagnosticDescriptor OutsideController = Error(
        "GR0003",
        "Action outside a controller",
        "[{0}] on '{1}' has no effect because {2}");

    public static readonly DiagnosticDescriptor ControllerNotUsable = Error(
        "GR0004",
        "Unusable controller",
        "The controller '{0}' cannot be used: {1}");

    public static readonly DiagnosticDescriptor ActionNotCallable = Error(
        "GR0005",
        "Uncallable action",
        "The action '{0}' cannot be called: {1}");

    public static readonly DiagnosticDescriptor ReturnTypeNotSupported = Error(
        "GR0006",
        "Unsupported return type",
        "The return type '{1}' of '{0}' is not supported: {2}");

    public static readonly DiagnosticDescriptor ParameterNotSupported = Error(
        "GR0007",
        "Unsupported parameter",
        "The parameter '{0}' of '{1}' cannot be bound: {2}");

    public static readonly DiagnosticDescriptor NotConstructible = Error(
        "GR0008",
        "Uncreatable controller or context",
        "'{0}' cannot be created: {1}");

    public static readonly DiagnosticDescriptor HookMisused = Error(
        "GR0009",
        "Invalid hook",
        "The hook '{0}' cannot be used: {1}");

    public static readonly DiagnosticDescriptor ContextsDiffer = Error(
        "GR0010",
        "Incompatible context types",
        "'{0}' and '{1}' take the context types '{2}' and '{3}', neither of which derives from the other");

    public static readonly DiagnosticDescriptor AttributeNotUsable = Error(
        "GR0011",
        "Attribute unusable as endpoint metadata",
        "The attribute '{0}' on '{1}' cannot become endpoint metadata: {2}");

    public static readonly DiagnosticDescriptor AmbiguousRoutes = Error(
        "GR0012",
        "Ambiguous routes",
        "The route '{0}' of '{1}' and the route '{2}' of '{3}' both match '{4}', and neither has precedence");

    public static readonly DiagnosticDescriptor UnknownConstraint = Error(
        "GR0013",
        "Unknown route constraint",
        "The route template '{0}' is invalid: {1}");

    public static readonly DiagnosticDescriptor DuplicateEndpointName = Error(
        "GR0014",
        "Duplicate endpoint name",
        "The endpoint name '{0}' of '{1}' of '{2}' is already the name of '{3}' of '{4}'");

    public static readonly DiagnosticDescriptor NotFromText = Error(
        "GR0020",
        "Parameter type that cannot be parsed from text",
        "The parameter '{0}' of '{1}' comes from the {2}, and '{3}' cannot be parsed from text: {4}");

    public static readonly DiagnosticDescriptor BodyReadTwice = Error(
        "GR0021",
        "Second reader of the request body",
        "The parameter '{0}' of '{1}' reads the request body, which the parameter '{2}' already reads");

    public static readonly DiagnosticDescriptor NoRouteParameter = Error(
        "GR0022",
        "Missing route parameter",
        "The parameter '{0}' of '{1}' comes from the route, which has no parameter '{{{2}}}'");

    public static readonly DiagnosticDescriptor BindAsyncNotUsable = Error(
        "GR0023",
        "Unusable BindAsync method",
        "The parameter '{0}' of '{1}' cannot be bound by '{2}.BindAsync': {3}");

    public static readonly DiagnosticDescriptor ParametersNotUsable = Error(
        "GR0024",
        "Uncreatable [AsParameters] type",
        "The parameter '{0}' of '{1}' cannot be created from arguments as '{2}': {3}");

    public static readonly DiagnosticDescriptor TwoSources = Error(
        "GR0025",
        "Multiple binding sources",
        "The parameter '{0}' of '{1}' has more than one binding source: {2}");

    public static readonly DiagnosticDescriptor TypesEndless = Error(
        "GR0027",
        "Endless type graph",
        "The types of the parameter '{0}' of '{1}' have no end: {2}");

    public static readonly DiagnosticDescriptor SourceUnknown = Error(
        "GR0028",
        "Unreadable binding source",
        "The parameter '{0}' of '{1}' has [{2}], whose values cannot be read at build time. Set them where the attribute is applied.");

    public static readonly DiagnosticDescriptor BinderNotUsable = Error(
        "GR0029",
        "Unusable parameter binder",
        "The parameter '{0}' of '{1}' cannot be bound by '{2}': {3}");

    public static readonly DiagnosticDescriptor MvcNotCompiled = Error(
        "GR0042",
        "Uncompiled MVC construct",
        "'{0}' cannot be compiled from MVC: {1}");

    public static readonly DiagnosticDescriptor LanguageVersionTooLow = Describe(
        "GR0071",
        "Unsupported C# language version",
        "Generated code needs C# 12 or later, but the project compiles with C# {0}; no controller is served",
        DiagnosticSeverity.Error,
        WellKnownDiagnosticTags.CompilationEnd);

    public static DiagnosticDescriptor Describe(
        string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        Describe("Graceful.Routing", id, title, message, severity, tags);

    public static DiagnosticDescriptor Describe(
        string category, string id, string title, string message, DiagnosticSeverity severity, string[] tags) => new(
        id,
        title,
        message,
        category,
        severity,
        isEnabledByDefault: true,
        helpLinkUri: HelpPages.UrlOf(id),
        customTags: tags);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Describe(id, title, message, DiagnosticSeverity.Error);
}
