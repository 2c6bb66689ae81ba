namespace Graceful;

/// <summary>Answers requests with the HTTP method GET. HEAD is answered too, unless a method of the same route has <see cref="HeadAttribute"/>.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1">RFC 9110, section 9.3.1</see>.</remarks>
public sealed class GetAttribute : VerbAttribute
{
    /// <summary>Answers at the route of the <see cref="ActionAttribute"/> beside it, or at <c>[action]</c>.</summary>
    public GetAttribute()
        : base(null)
    {
    }

    /// <summary>Answers at a route of its own.</summary>
    /// <param name="route">As in <see cref="ActionAttribute(string)"/>.</param>
    public GetAttribute(string route)
        : base(route)
    {
    }
}
