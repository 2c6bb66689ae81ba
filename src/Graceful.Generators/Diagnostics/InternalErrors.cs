using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Diagnostics;

/// <summary>
/// Turns exceptions of the generator and the analyzers into build errors. Without it, Roslyn disables an analyzer that throws and drops
/// the output of a generator that throws, each with a mere warning.
/// </summary>
internal static class InternalErrors
{
    public static readonly DiagnosticDescriptor Descriptor = Descriptors.Describe(
        "GR0070",
        "Internal error of Graceful",
        "Graceful failed on '{0}', which is not served or not checked: {1}: {2}",
        DiagnosticSeverity.Error);

    /// <summary>Runs one unit of work; an exception is reported as an error that names the subject.</summary>
    public static void Guard(Action<Diagnostic> report, Location location, string subject, Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (IsInternal(exception))
        {
            report(Create(location, subject, exception));
        }
    }

    /// <summary>False for a cancellation, which Roslyn handles.</summary>
    public static bool IsInternal(Exception exception) => exception is not OperationCanceledException;

    public static Diagnostic Create(Location location, string subject, Exception exception) =>
        InternalFailure.Of(subject, exception).ToDiagnostic(location);
}
