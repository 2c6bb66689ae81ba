using System.ComponentModel;
using Microsoft.AspNetCore.Http;

namespace Graceful.Routing;

/// <summary>The compiled route switch of one program.</summary>
/// <param name="path">The path of the request, decoded, as in <see cref="HttpRequest.Path"/>.</param>
/// <returns>The endpoint of the action that answers there, or <see langword="null"/>.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate Endpoint? RouteMatch(ReadOnlySpan<char> path);
