namespace Graceful;

/// <summary>Settings for all actions of an app: <c>builder.Services.Configure&lt;ActionOptions&gt;(options => ...)</c>.</summary>
public sealed class ActionOptions
{
    /// <summary>Gets or sets the method that answers a request with invalid arguments: it sets the status and writes the body.</summary>
    /// <remarks><see langword="null"/>, the default, means <see cref="Graceful.InvalidRequest.WriteProblemAsync"/>.</remarks>
    public Func<InvalidRequest, Task>? InvalidRequest { get; set; }
}
