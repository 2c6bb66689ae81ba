namespace Graceful;

/// <summary>Answers requests with the HTTP method PATCH.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc5789">RFC 5789</see>.</remarks>
public sealed class PatchAttribute : VerbAttribute
{
    /// <summary>Answers at the route of the <see cref="ActionAttribute"/> beside it, or at <c>[action]</c>.</summary>
    public PatchAttribute()
        : base(null)
    {
    }

    /// <summary>Answers at a route of its own.</summary>
    /// <param name="route">As in <see cref="ActionAttribute(string)"/>.</param>
    public PatchAttribute(string route)
        : base(route)
    {
    }
}
