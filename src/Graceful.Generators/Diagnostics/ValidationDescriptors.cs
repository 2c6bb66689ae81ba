using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Diagnostics;

/// <summary>What can be wrong with annotations. Without these, each would be an exception for the first request that meets it.</summary>
internal static class ValidationDescriptors
{
    public static readonly DiagnosticDescriptor NotApplicable = Error(
        "GR0050",
        "The annotation does not apply to the type",
        "[{0}] on '{1}' can never hold: {2}");

    public static readonly DiagnosticDescriptor LimitsNotPossible = Error(
        "GR0051",
        "The limits of the annotation are not possible",
        "[{0}] on '{1}' cannot be: {2}");

    public static readonly DiagnosticDescriptor NothingToCompare = Error(
        "GR0052",
        "There is no such property to compare with",
        "[{0}] on '{1}' names '{2}', and {3} has no such property that generated code can read");

    public static readonly DiagnosticDescriptor PatternNotUnderstood = Error(
        "GR0053",
        "The pattern is not a regular expression",
        "[{0}] on '{1}' is not understood: {2}");

    public static readonly DiagnosticDescriptor NotReadable = Error(
        "GR0054",
        "The annotated property cannot be read",
        "[{0}] on '{1}' cannot be asked: generated code cannot read the property; give it a public getter, or leave the annotation out");

    public static readonly DiagnosticDescriptor NotCreatable = Error(
        "GR0055",
        "The annotation cannot be created by generated code",
        "[{0}] on '{1}' cannot be asked: {2}");

    public static readonly DiagnosticDescriptor MessageNotFound = Error(
        "GR0056",
        "The message of the annotation cannot be found",
        "[{0}] on '{1}' has no message: {2}");

    /// <summary>Advice: what has it is served.</summary>
    public static readonly DiagnosticDescriptor MetadataTypeNotRead = Warning(
        "GR0057",
        "The annotations of another class are not read",
        "[{0}] on {1} is not read, and the annotations of {2} are not asked: write them on the properties of {1}");

    /// <summary>The errors.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All =>
        [NotApplicable, LimitsNotPossible, NothingToCompare, PatternNotUnderstood, NotReadable, NotCreatable, MessageNotFound];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Descriptors.Describe("Graceful.Validation", id, title, message, DiagnosticSeverity.Error, tags: []);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Descriptors.Describe("Graceful.Validation", id, title, message, DiagnosticSeverity.Warning, tags: []);
}
