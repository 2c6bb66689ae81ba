using System.Net;
using System.Text;

namespace Runtime.Tests.Processes.Load;

/// <summary>How long a client waits between an answer and its next request; drawn evenly, from the seed of the plan.</summary>
internal readonly record struct ThinkTime(TimeSpan Least, TimeSpan Most)
{
    /// <summary>The next request follows at once: full load.</summary>
    internal static ThinkTime None => default;

    internal static ThinkTime Milliseconds(int least, int most) => new(TimeSpan.FromMilliseconds(least), TimeSpan.FromMilliseconds(most));
}

/// <summary>What a <see cref="LoadClient"/> does.</summary>
internal sealed record LoadPlan
{
    internal required EndPoint Server { get; init; }

    internal required int Connections { get; init; }

    internal ThinkTime Think { get; init; }

    /// <summary>Each request on a connection of its own, with <c>Connection: close</c>; the client then waits for the server's end.</summary>
    internal bool NewConnectionPerRequest { get; init; }

    /// <summary>
    /// Whether a client looks if its connection has been closed before it writes, and all the time while it thinks, as an event-driven
    /// HTTP client does. One that does not look loses the request that it sends into a closed connection.
    /// </summary>
    internal bool LooksFirst { get; init; } = true;

    internal string Path { get; init; } = "/process/id";

    internal BodyRule Body { get; init; } = BodyRule.PidLine;

    internal int Seed { get; init; } = 1;

    /// <summary>At the end each connection sends one request more, so that those that were idle all the while have to prove that they live.</summary>
    internal bool AsksOnceMoreAtTheEnd { get; init; } = true;

    /// <summary>How long requests that are under way when the load stops may take before they count as unanswered.</summary>
    internal TimeSpan AnswerDeadline { get; init; } = TimeSpan.FromSeconds(15);

    internal byte[] Request => Encoding.ASCII.GetBytes(
        $"GET {Path} HTTP/1.1\r\nHost: graceful.test\r\n{(NewConnectionPerRequest ? "Connection: close\r\n" : "")}\r\n");
}
