using System.ComponentModel;

namespace Graceful.Routing;

/// <summary>The compiled route switch of one program.</summary>
/// <param name="search">What is looked for; it holds the captures of the route that is returned.</param>
/// <returns>The route that answers, or <see langword="null"/>; then <see cref="RouteSearch.Allowed"/> says which verbs would have been answered.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ActionRoute? RouteMatch(scoped ref RouteSearch search);
