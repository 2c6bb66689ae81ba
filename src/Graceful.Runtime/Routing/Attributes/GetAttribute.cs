namespace Graceful;

/// <summary>Answers GET requests, and HEAD requests unless another action of the same route has <see cref="HeadAttribute"/>.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1">RFC 9110, section 9.3.1</see>.</remarks>
public sealed class GetAttribute : VerbAttribute
{
    /// <summary>Uses the route of the <see cref="ActionAttribute"/> on the same method, or <c>[action]</c>.</summary>
    public GetAttribute()
        : base(null)
    {
    }

    /// <summary>Sets the route.</summary>
    /// <param name="route">As in <see cref="ActionAttribute(string)"/>.</param>
    public GetAttribute(string route)
        : base(route)
    {
    }
}
