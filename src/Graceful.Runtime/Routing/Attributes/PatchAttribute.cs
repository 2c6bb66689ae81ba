namespace Graceful;

/// <summary>Answers requests with the HTTP method PATCH.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc5789">RFC 5789</see>.</remarks>
public sealed class PatchAttribute : VerbAttribute
{
    /// <summary>Uses the route of the <see cref="ActionAttribute"/> on the same method, or <c>[action]</c>.</summary>
    public PatchAttribute()
        : base(null)
    {
    }

    /// <summary>Sets the route.</summary>
    /// <param name="route">As in <see cref="ActionAttribute(string)"/>.</param>
    public PatchAttribute(string route)
        : base(route)
    {
    }
}
