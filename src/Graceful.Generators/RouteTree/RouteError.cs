namespace Graceful.Generators.RouteTree;

/// <summary>The error in a template.</summary>
/// <param name="Message">The problem, as the end of a sentence.</param>
/// <param name="Kind">The kind of error, which decides the diagnostic.</param>
internal sealed record RouteError(string Message, RouteErrorKind Kind = RouteErrorKind.NotUnderstood)
{
    /// <returns>Null when there is no error.</returns>
    public static RouteError? Of(string? message) => message is null ? null : new RouteError(message);
}

internal enum RouteErrorKind
{
    /// <summary>The template violates the grammar, or contradicts itself.</summary>
    NotUnderstood,

    /// <summary>The template names a constraint that ASP.NET Core does not have.</summary>
    UnknownConstraint,
}
