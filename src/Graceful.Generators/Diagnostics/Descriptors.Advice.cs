using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Diagnostics;

/// <summary>Diagnostics for actions that are served but do not work as their code suggests.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MiddlewareTooEarly = Warning(
        "GR0026",
        "Middleware before UseActions()",
        "'{0}()' runs before UseActions() selects the action, so the attributes of actions have no effect on it");

    public static readonly DiagnosticDescriptor RouteParameterNotTaken = Warning(
        "GR0030",
        "Unused route parameter",
        "The route parameter '{{{0}}}' is not used by '{1}'{2}");

    public static readonly DiagnosticDescriptor ConstraintContradictsType = Error(
        "GR0031",
        "Constraint incompatible with the parameter type",
        "The constraint '{0}' on '{{{1}}}' of '{3}' only matches values that cannot be converted to '{2}'; "
        + "every matching request would get a 400");

    public static readonly DiagnosticDescriptor OptionalMismatch = Warning(
        "GR0032",
        "Required argument for an optional route parameter",
        "The argument '{0}' of '{1}' is required, but the route '{2}' also matches without it; such a request gets a 400");

    public static readonly DiagnosticDescriptor BodyNotExpected = Warning(
        "GR0033",
        "Request body on GET, HEAD or DELETE",
        "The argument '{0}' of '{1}' reads the request body, which has no defined meaning for {2}");

    public static readonly DiagnosticDescriptor JsonNotCovered = Warning(
        "GR0034",
        "Type without a JsonSerializerContext",
        "'{0}' {1} '{2}' as JSON, but no JsonSerializerContext covers this type; without reflection, requests fail with an exception");

    public static readonly DiagnosticDescriptor ForeignAttribute = Warning(
        "GR0035",
        "MVC attribute without effect",
        "[{0}] on '{1}' has no effect because only MVC reads it: {2}");

    public static readonly DiagnosticDescriptor AuthorizationUndone = Warning(
        "GR0036",
        "[Authorize] overridden by [AllowAnonymous]",
        "[{0}] on '{1}' has no effect because [{3}] on '{2}' allows anonymous requests");

    public static readonly DiagnosticDescriptor NotCancellable = Describe(
        "GR0037",
        "Asynchronous action without a CancellationToken",
        "'{0}' takes no CancellationToken and continues after the client has disconnected",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor UnreachableRoute = Warning(
        "GR0038",
        "Unreachable route",
        "The route '{0}' of '{1}' is unreachable because '{2}' of '{3}' is tried first and matches every path that it matches");

    public static readonly DiagnosticDescriptor ContradictingConstraints = Warning(
        "GR0039",
        "Contradictory constraints",
        "No value satisfies both '{0}' and '{1}' on '{{{2}}}', so the route '{3}' of '{4}' is unreachable");

    public static readonly DiagnosticDescriptor DuplicateRouteAttribute = Warning(
        "GR0040",
        "Duplicate route attribute",
        "'{0}' already has this route");

    public static readonly DiagnosticDescriptor ApiVersionIgnored = Warning(
        "GR0041",
        "API versioning attribute without effect",
        "[{0}] on '{1}' has no effect because actions are not selected by API version");

    public static readonly DiagnosticDescriptor MvcUnavailable = Warning(
        "GR0043",
        "MVC feature unavailable to compiled controllers",
        "'{0}' does not work with compiled MVC controllers: {1}");

    public static readonly DiagnosticDescriptor DataAsService = Warning(
        "GR0044",
        "Data type taken from the services",
        "The argument '{0}' of '{1}' is taken from the services, but '{2}' looks like data; "
        + "unless the app has registered it, it is null or requests fail");

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Describe(id, title, message, DiagnosticSeverity.Warning);
}
