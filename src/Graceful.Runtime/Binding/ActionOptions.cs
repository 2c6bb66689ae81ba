namespace Graceful;

/// <summary>Settings for all actions of an app: <c>builder.Services.Configure&lt;ActionOptions&gt;(options => ...)</c>.</summary>
public sealed class ActionOptions
{
    /// <summary>Gets or sets the method that answers a request with invalid arguments: it sets the status and writes the body.</summary>
    /// <remarks><see langword="null"/>, the default, means <see cref="Graceful.InvalidRequest.WriteProblemAsync"/>.</remarks>
    public Func<InvalidRequest, Task>? InvalidRequest { get; set; }

    /// <summary>
    /// Gets or sets whether a missing or null value of a non-nullable reference member of a body or form is accepted.
    /// <see langword="false"/>, the default, refuses it as if the member had <c>[Required]</c>.
    /// </summary>
    /// <remarks>
    /// The name and the default are those of MVC's option. Members in code with nullable annotations off, type parameters and
    /// computed properties are never required implicitly. An empty text is accepted.
    /// </remarks>
    public bool SuppressImplicitRequiredAttributeForNonNullableReferenceTypes { get; set; }
}
