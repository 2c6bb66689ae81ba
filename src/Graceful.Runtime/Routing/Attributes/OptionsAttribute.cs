namespace Graceful;

/// <summary>Answers requests with the HTTP method OPTIONS. Without it, OPTIONS is answered with what the path allows.</summary>
/// <remarks>See <see href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.7">RFC 9110, section 9.3.7</see>.</remarks>
public sealed class OptionsAttribute : VerbAttribute
{
    /// <summary>Uses the route of the <see cref="ActionAttribute"/> on the same method, or <c>[action]</c>.</summary>
    public OptionsAttribute()
        : base(null)
    {
    }

    /// <summary>Sets the route.</summary>
    /// <param name="route">As in <see cref="ActionAttribute(string)"/>.</param>
    public OptionsAttribute(string route)
        : base(route)
    {
    }
}
