using System.ComponentModel;

namespace Graceful.Routing;

/// <summary>The compiled route switch of an app.</summary>
/// <param name="search">The path and verb to match; receives the captures of the route.</param>
/// <returns>The route; when it is null, <see cref="RouteSearch.Allowed"/> has the verbs of the routes at this path.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ActionRoute? RouteMatch(scoped ref RouteSearch search);
