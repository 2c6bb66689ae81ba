namespace Graceful;

/// <summary>Answers requests with the HTTP method PUT.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.4">RFC 9110, section 9.3.4</see>.</remarks>
public sealed class PutAttribute : VerbAttribute
{
    /// <summary>Uses the route of the <see cref="ActionAttribute"/> on the same method, or <c>[action]</c>.</summary>
    public PutAttribute()
        : base(null)
    {
    }

    /// <summary>Sets the route.</summary>
    /// <param name="route">As in <see cref="ActionAttribute(string)"/>.</param>
    public PutAttribute(string route)
        : base(route)
    {
    }
}
