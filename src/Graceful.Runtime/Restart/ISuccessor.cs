using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>The process that takes over, seen from its predecessor.</summary>
internal interface ISuccessor : IConnectionSink
{
    /// <summary>Gets the pid of the server. It differs from the started process when that is a wrapper script.</summary>
    int Pid { get; }

    /// <summary>Gets the keys of the listeners here that it does not serve. Complete when it is ready.</summary>
    IReadOnlyList<string> Unwanted { get; }

    /// <summary>Gets the end of its standard error before it was ready, on one line; empty when there was none.</summary>
    string ErrorOutput { get; }

    /// <summary>
    /// True when it serves no more: it has ended or closed the channel. <see cref="ISuccessorEvents.Gone"/> has been called or follows.
    /// </summary>
    bool HasEnded { get; }

    /// <summary>
    /// Gets the number of connections that were sent and not answered. A bounded time without an answer ends the successor.
    /// </summary>
    int Unanswered { get; }

    /// <summary>Sends a signal: SIGTERM to stop it, SIGKILL to end it.</summary>
    void Kill(int signal);

    /// <summary>Passes on a restart that was requested here.</summary>
    void RequestRestart();

    /// <summary>Notifies it that the single-generation services of this process have stopped.</summary>
    void AnnounceServicesStopped();

    /// <summary>Notifies it that this process ends in order.</summary>
    /// <returns>False when the successor has ended first, so that this process is the last generation.</returns>
    bool Finish();
}

/// <summary>The events of a successor, raised on its own thread, one at a time.</summary>
internal interface ISuccessorEvents
{
    /// <summary>Every endpoint of the successor accepts, and it has answered a ping.</summary>
    void Ready(ISuccessor successor);

    /// <summary>It has not answered for the connections that were sent to it and is killed. <see cref="Gone"/> follows.</summary>
    void Unresponsive(ISuccessor successor, int connections, TimeSpan limit);

    /// <summary>It is gone. The connections that it had not adopted have returned to this process.</summary>
    /// <param name="successor">The one that is gone.</param>
    /// <param name="status">How it ended; <see langword="null"/> when it closed the channel and lives on.</param>
    /// <param name="inOrder">True when it had announced its end because it was told to stop.</param>
    void Gone(ISuccessor successor, ExitStatus? status, bool inOrder);
}

internal interface ISuccessorLauncher
{
    /// <exception cref="IOException">The process could not be started.</exception>
    ISuccessor Launch(ISuccessorEvents events);

    /// <summary>
    /// Gets the name of the program's file when it has not changed since this process started, so that a restart runs the same version;
    /// otherwise <see langword="null"/>.
    /// </summary>
    string? UnchangedFile { get; }
}
