namespace Graceful;

/// <summary>Answers requests with the HTTP method POST.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.3">RFC 9110, section 9.3.3</see>.</remarks>
public sealed class PostAttribute : VerbAttribute
{
    /// <summary>Answers at the route of the <see cref="ActionAttribute"/> beside it, or at <c>[action]</c>.</summary>
    public PostAttribute()
        : base(null)
    {
    }

    /// <summary>Answers at a route of its own.</summary>
    /// <param name="route">As in <see cref="ActionAttribute(string)"/>.</param>
    public PostAttribute(string route)
        : base(route)
    {
    }
}
