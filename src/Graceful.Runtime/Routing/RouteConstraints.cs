using System.ComponentModel;
using System.Text.RegularExpressions;

namespace Graceful.Routing;

/// <summary>
/// The route constraints that are more than a call of <c>TryParse</c> or a comparison. Each accepts exactly what the one of
/// ASP.NET Core does. Used by generated code.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class RouteConstraints
{
    /// <summary>Whether a value satisfies <c>alpha</c>: letters from a to z, whatever their case.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsAlpha(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiLetter(c))
            {
                // ASP.NET Core's is a regular expression, which takes a few more: what equals an ASCII letter when case is
                // ignored (the Kelvin sign), and a line feed at the end.
                return (c >= 0x80 || c == '\n') && Alpha().IsMatch(value);
            }
        }

        return true;
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

    [GeneratedRegex("^[a-z]*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Alpha();
}
