namespace Graceful;

/// <summary>An error of one argument: it could not be bound, or is not valid.</summary>
/// <param name="Name">The name in the request: a query key, a header, a route parameter, or a path in the body.</param>
/// <param name="Message">The error, for the client: <c>The value 'abc' is not valid.</c></param>
public sealed record InvalidArgument(string Name, string Message);
