using System.ComponentModel;

namespace Graceful.Routing;

/// <summary>The conditions of the routes in a <see cref="RouteTree"/> beyond path and method. Implemented by generated code.</summary>
/// <param name="condition">The number of the condition.</param>
/// <param name="search">The search, with the captures of the route; complex segments add theirs.</param>
/// <returns>True when the request satisfies the condition.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool RouteCondition(int condition, scoped ref RouteSearch search);
