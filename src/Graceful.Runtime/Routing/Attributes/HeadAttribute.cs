namespace Graceful;

/// <summary>Answers requests with the HTTP method HEAD.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2">RFC 9110, section 9.3.2</see>.</remarks>
public sealed class HeadAttribute : VerbAttribute
{
    /// <summary>Uses the route of the <see cref="ActionAttribute"/> on the same method, or <c>[action]</c>.</summary>
    public HeadAttribute()
        : base(null)
    {
    }

    /// <summary>Sets the route.</summary>
    /// <param name="route">As in <see cref="ActionAttribute(string)"/>.</param>
    public HeadAttribute(string route)
        : base(route)
    {
    }
}
