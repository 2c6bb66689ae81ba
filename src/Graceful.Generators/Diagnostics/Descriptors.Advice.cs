using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Diagnostics;

/// <summary>What is served, but not as it looks.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor RouteParameterNotTaken = Warning(
        "GR0030",
        "No argument takes the parameter of the route",
        "Nothing takes the parameter '{{{0}}}' of the route of {1}: {2}");

    public static readonly DiagnosticDescriptor ConstraintContradictsType = Error(
        "GR0031",
        "The constraint contradicts the type of the argument",
        "The constraint '{0}' of '{{{1}}}' admits nothing that {2}, the type of the argument of {3}, can be read from: each request that gets through is answered with 400. {4}");

    public static readonly DiagnosticDescriptor OptionalMismatch = Warning(
        "GR0032",
        "The parameter of the route is optional, the argument is not",
        "The argument '{0}' of {1} must be there, and the route '{2}' answers without it: such a request gets a 400. Make the argument nullable or give it a default value");

    public static readonly DiagnosticDescriptor BodyNotExpected = Warning(
        "GR0033",
        "The body of a request that has none is read",
        "The argument '{0}' of {1} comes from the body, and a request with {2} has none that means anything (RFC 9110, section 9.3): take it from the query, or answer POST");

    public static readonly DiagnosticDescriptor JsonNotCovered = Warning(
        "GR0034",
        "No JsonSerializerContext covers the type",
        "{0} {1} {2} as JSON, and no JsonSerializerContext covers it, which is an error when the program runs without reflection: add [JsonSerializable(typeof({2}))] to {3}");

    public static readonly DiagnosticDescriptor ForeignAttribute = Warning(
        "GR0035",
        "The attribute of MVC has no effect here",
        "[{0}] on {1} is read by MVC alone and has no effect here: {2}");

    public static readonly DiagnosticDescriptor AuthorizationUndone = Warning(
        "GR0036",
        "[Authorize] is undone by [AllowAnonymous]",
        "[{0}] on {1} has no effect, because {2} has [{3}]: everybody may call it. Take away one of them");

    public static readonly DiagnosticDescriptor NotCancellable = Describe(
        "GR0037",
        "The asynchronous action takes no CancellationToken",
        "{0} goes on when the client has gone: take a CancellationToken, and pass it to what is waited for",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor UnreachableRoute = Warning(
        "GR0038",
        "The route is never reached",
        "The route '{0}' of {1} is never reached: {2}");

    public static readonly DiagnosticDescriptor ContradictingConstraints = Warning(
        "GR0039",
        "The constraints contradict each other",
        "No value satisfies both '{0}' and '{1}' of '{{{2}}}': the route '{3}' of {4} is never reached");

    public static readonly DiagnosticDescriptor SaidTwice = Warning(
        "GR0040",
        "The route is written twice",
        "{0} has this route already: the attribute adds nothing");

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Describe(id, title, message, DiagnosticSeverity.Warning);
}
