using System.Buffers;
using System.ComponentModel;

namespace Graceful.Routing;

/// <summary>
/// The route constraints that are more than a <c>TryParse</c> or a comparison. Each accepts the same values as in ASP.NET Core.
/// Called by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RouteConstraints
{
    private static readonly SearchValues<char> AsciiLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Checks <c>alpha</c>: the letters a to z in any case.</summary>
    /// <param name="value">The value.</param>
    /// <returns>True when the value satisfies the constraint.</returns>
    public static bool IsAlpha(ReadOnlySpan<char> value)
    {
        // ASP.NET Core uses the regular expression ^[A-Za-z]*$ (AlphaRouteConstraint.cs): $ also matches before a final line feed.
        var letters = value is [.. var front, '\n'] ? front : value;
        return !letters.ContainsAnyExcept(AsciiLetters);
    }

    /// <summary>Checks <c>file</c>: a dot in the last segment, followed by a character other than a dot.</summary>
    /// <param name="value">The value, which may have several segments.</param>
    /// <returns>True when the value satisfies the constraint.</returns>
    public static bool IsFile(ReadOnlySpan<char> value)
    {
        var segment = value[(value.LastIndexOf('/') + 1)..];
        var dot = segment.IndexOf('.');
        return dot >= 0 && segment[dot..].ContainsAnyExcept('.');
    }
}
