using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Diagnostics;

/// <summary>The diagnostics for annotations. Each reports what would otherwise be an exception in the first matching request.</summary>
internal static class ValidationDescriptors
{
    public static readonly DiagnosticDescriptor NotApplicable = Error(
        "GR0050",
        "Annotation not applicable to the type",
        "[{0}] on '{1}' can never be satisfied: {2}");

    public static readonly DiagnosticDescriptor LimitsNotPossible = Error(
        "GR0051",
        "Invalid annotation limits",
        "The limits of [{0}] on '{1}' are invalid: {2}");

    public static readonly DiagnosticDescriptor NothingToCompare = Error(
        "GR0052",
        "Unknown property in [Compare]",
        "[{0}] on '{1}' names '{2}', but '{3}' has no readable property of that name");

    public static readonly DiagnosticDescriptor PatternNotUnderstood = Error(
        "GR0053",
        "Invalid regular expression",
        "The pattern of [{0}] on '{1}' is invalid: {2}");

    public static readonly DiagnosticDescriptor NotReadable = Error(
        "GR0054",
        "Unreadable annotated property",
        "[{0}] on '{1}' cannot be checked because {2}");

    public static readonly DiagnosticDescriptor NotCreatable = Error(
        "GR0055",
        "Uncreatable annotation",
        "[{0}] on '{1}' cannot be created: {2}");

    public static readonly DiagnosticDescriptor MessageNotFound = Error(
        "GR0056",
        "Missing annotation message",
        "[{0}] on '{1}' has no message: {2}");

    public static readonly DiagnosticDescriptor MetadataTypeNotRead = Warning(
        "GR0057",
        "Ignored metadata class",
        "[{0}] on '{1}' has no effect: the annotations of '{2}' are not checked");

    public static IReadOnlyList<DiagnosticDescriptor> Errors =>
        [NotApplicable, LimitsNotPossible, NothingToCompare, PatternNotUnderstood, NotReadable, NotCreatable, MessageNotFound];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Descriptors.Describe("Graceful.Validation", id, title, message, DiagnosticSeverity.Error, tags: []);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Descriptors.Describe("Graceful.Validation", id, title, message, DiagnosticSeverity.Warning, tags: []);
}
