using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Diagnostics;

/// <summary>An exception as a value, which the generator's pipeline can cache and report later.</summary>
/// <param name="Subject">The controller, the action or the file that the work was for.</param>
/// <param name="Exception">The name of the exception's type.</param>
/// <param name="Message">The first line of its message.</param>
internal sealed record InternalFailure(string Subject, string Exception, string Message)
{
    public static InternalFailure Of(string subject, Exception exception) =>
        new(subject, exception.GetType().Name, exception.Message.Split('\r', '\n')[0]);

    public Diagnostic ToDiagnostic(Location location) =>
        Diagnostic.Create(InternalErrors.Descriptor, location, Subject, Exception, Message);
}
