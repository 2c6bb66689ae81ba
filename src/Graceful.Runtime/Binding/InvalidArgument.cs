namespace Graceful;

/// <summary>An argument that could not be bound.</summary>
/// <param name="Name">What the client calls it: the key of the query, the header, the parameter of the route, or the body's parameter.</param>
/// <param name="Message">What is wrong, for the client: <c>The value 'abc' is not valid.</c></param>
public sealed record InvalidArgument(string Name, string Message);
