using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>The process that takes over.</summary>
internal interface ISuccessor : IConnectionSink
{
    /// <summary>The process that serves, as far as it has made itself known: a wrapper script may have been started in its place.</summary>
    int Pid { get; }

    /// <summary>The end of what it has written to standard error before it was ready, on one line; empty when nothing.</summary>
    string ErrorOutput { get; }

    /// <summary>It serves no more: it has ended, or closed the channel. <see cref="ISuccessorEvents.Gone"/> has been called, or soon is.</summary>
    bool HasEnded { get; }

    /// <summary>Asks it to stop (SIGTERM), or makes it (SIGKILL).</summary>
    void Kill(int signal);

    /// <summary>Passes on a restart that was asked for here.</summary>
    void RequestRestart();

    /// <summary>This process has nothing more for it and ends.</summary>
    /// <returns>False when it has ended first: then this process is the last.</returns>
    bool Finish();
}

/// <summary>What a successor makes known. Called on its own thread, one at a time.</summary>
internal interface ISuccessorEvents
{
    void Ready(ISuccessor successor);

    /// <summary>It is gone; what had been given to it and not adopted has returned to this process.</summary>
    /// <param name="successor">The one that is gone.</param>
    /// <param name="status">How it ended; <see langword="null"/> when it only closed the channel.</param>
    /// <param name="inOrder">It said before that it would: it was told to stop.</param>
    void Gone(ISuccessor successor, ExitStatus? status, bool inOrder);
}

internal interface ISuccessorLauncher
{
    /// <exception cref="IOException">It could not be started.</exception>
    ISuccessor Launch(ISuccessorEvents events);
}
