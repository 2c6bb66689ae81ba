namespace Graceful;

/// <summary>What an app may set for all of its actions: <c>builder.Services.Configure&lt;ActionOptions&gt;(options => ...)</c>.</summary>
public sealed class ActionOptions
{
    /// <summary>
    /// Answers a request of which the arguments could not be bound; it sets the status and writes the body.
    /// <see langword="null"/>, the default, means <see cref="Graceful.InvalidRequest.WriteProblemAsync"/>.
    /// </summary>
    public Func<InvalidRequest, Task>? InvalidRequest { get; set; }
}
