using System.Buffers;
using System.ComponentModel;

namespace Graceful.Routing;

/// <summary>
/// The route constraints that are more than a call of <c>TryParse</c> or a comparison. Each accepts exactly what the one of
/// ASP.NET Core does. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RouteConstraints
{
    private static readonly SearchValues<char> AsciiLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether a value satisfies <c>alpha</c>: letters from a to z, whatever their case.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsAlpha(ReadOnlySpan<char> value)
    {
        // ASP.NET Core's is the regular expression ^[A-Za-z]*$ (AlphaRouteConstraint.cs), whose $ stands before a last line feed too.
        var letters = value is [.. var front, '\n'] ? front : value;
        return !letters.ContainsAnyExcept(AsciiLetters);
    }

    /// <summary>Whether a value satisfies <c>file</c>: a dot in its last segment, and something that is no dot behind it.</summary>
    /// <param name="value">The value, which may have several segments.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsFile(ReadOnlySpan<char> value)
    {
        var segment = value[(value.LastIndexOf('/') + 1)..];
        var dot = segment.IndexOf('.');
        return dot >= 0 && segment[dot..].ContainsAnyExcept('.');
    }
}
