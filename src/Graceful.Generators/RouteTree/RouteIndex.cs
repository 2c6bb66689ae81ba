using Graceful.Generators.Collections;

namespace Graceful.Generators.RouteTree;

/// <summary>The facts about the routes of the whole program. An edit of a template changes it only in a program with few routes.</summary>
/// <param name="CaptureCount">The largest number of captures of a route.</param>
/// <param name="Parts">The numbers of the parts of the table; empty when the match is code.</param>
/// <param name="InCode">The routes whose match is code; null for a table.</param>
/// <param name="EndpointLists">The classes that list the endpoints.</param>
internal sealed record RouteIndex(int CaptureCount, EquatableArray<int> Parts, RouteTable? InCode, EquatableArray<string> EndpointLists)
{
    public bool HasRoutes => Parts.Count > 0 || InCode is { Routes.Count: > 0 };
}
