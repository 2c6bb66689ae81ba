namespace Graceful.Hosting;

/// <summary>The work that has to end before a process that drains may exit.</summary>
internal sealed class DrainProgress
{
    /// <summary>
    /// Gets or sets a value that is true when no connection is waited for: each has moved or closed, or the requests of the rest ignored
    /// their abort.
    /// </summary>
    internal bool ConnectionsAreDone { get; set; }

    /// <summary>Gets or sets a value that is true when the shutdown hooks have ended or have had their time.</summary>
    internal bool HooksAreDone { get; set; }

    internal bool IsComplete => ConnectionsAreDone && HooksAreDone;
}
