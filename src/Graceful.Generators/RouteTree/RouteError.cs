namespace Graceful.Generators.RouteTree;

/// <summary>Why a template cannot be a route.</summary>
/// <param name="Message">What is wrong, as the end of a sentence.</param>
/// <param name="Kind">Which diagnostic says so.</param>
internal sealed record RouteError(string Message, RouteErrorKind Kind = RouteErrorKind.NotUnderstood)
{
    /// <returns>Null when nothing is wrong.</returns>
    public static RouteError? Of(string? message) => message is null ? null : new RouteError(message);
}

internal enum RouteErrorKind
{
    /// <summary>It does not follow the grammar, or contradicts itself.</summary>
    NotUnderstood,

    /// <summary>It names a constraint that ASP.NET Core does not bring.</summary>
    UnknownConstraint,
}
