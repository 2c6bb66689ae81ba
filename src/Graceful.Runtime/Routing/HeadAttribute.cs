namespace Graceful;

/// <summary>Answers requests with the HTTP method HEAD.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2">RFC 9110, section 9.3.2</see>.</remarks>
public sealed class HeadAttribute : VerbAttribute
{
    /// <summary>Answers at the route of the <see cref="ActionAttribute"/> beside it, or at <c>[action]</c>.</summary>
    public HeadAttribute()
        : base(null)
    {
    }

    /// <summary>Answers at a route of its own.</summary>
    /// <param name="route">As in <see cref="ActionAttribute(string)"/>.</param>
    public HeadAttribute(string route)
        : base(route)
    {
    }
}
