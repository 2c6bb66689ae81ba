using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace Graceful.Routing;

/// <summary>Features of a request, for code that every request runs.</summary>
/// <remarks>
/// <see cref="IFeatureCollection.Get"/> is a generic virtual method: the runtime searches its code at each call, which takes longer than
/// the lookup of the feature. The indexer is an ordinary one.
/// </remarks>
internal static class FeatureLookup
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T? Find<T>(this IFeatureCollection features)
        where T : class => (T?)features[typeof(T)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Replace<T>(this IFeatureCollection features, T? feature)
        where T : class => features[typeof(T)] = feature;
}
