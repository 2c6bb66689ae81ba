namespace Graceful;

/// <summary>Answers requests with the HTTP method OPTIONS. Without it, OPTIONS is answered with what the path allows.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.7">RFC 9110, section 9.3.7</see>.</remarks>
public sealed class OptionsAttribute : VerbAttribute
{
    /// <summary>Answers at the route of the <see cref="ActionAttribute"/> beside it, or at <c>[action]</c>.</summary>
    public OptionsAttribute()
        : base(null)
    {
    }

    /// <summary>Answers at a route of its own.</summary>
    /// <param name="route">As in <see cref="ActionAttribute(string)"/>.</param>
    public OptionsAttribute(string route)
        : base(route)
    {
    }
}
