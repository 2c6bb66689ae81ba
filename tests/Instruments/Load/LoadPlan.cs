using System.Net;
using System.Text;

namespace Instruments.Load;

/// <summary>The time between an answer and the next request, uniformly distributed, from the seed of the plan.</summary>
internal readonly record struct ThinkTime(TimeSpan Least, TimeSpan Most)
{
    /// <summary>The next request follows at once: full load.</summary>
    internal static ThinkTime None => default;

    internal static ThinkTime Milliseconds(int least, int most) => new(TimeSpan.FromMilliseconds(least), TimeSpan.FromMilliseconds(most));
}

/// <summary>The plan of a <see cref="LoadClient"/>.</summary>
internal sealed record LoadPlan
{
    internal required EndPoint Server { get; init; }

    internal required int Connections { get; init; }

    internal ThinkTime Think { get; init; }

    /// <summary>Each request on a new connection, with <c>Connection: close</c>; the client waits for the server to close it.</summary>
    internal bool NewConnectionPerRequest { get; init; }

    /// <summary>
    /// True when a client checks for a closed connection before it writes and while it waits, as an event-driven HTTP client does. A
    /// client without this check loses the request that it sends into a closed connection.
    /// </summary>
    internal bool LooksFirst { get; init; } = true;

    internal string Path { get; init; } = "/process/id";

    internal BodyRule Body { get; init; } = BodyRule.PidLine;

    internal int Seed { get; init; } = 1;

    /// <summary>At the end each connection sends one more request, to prove that idle connections still work.</summary>
    internal bool AsksOnceMoreAtTheEnd { get; init; } = true;

    /// <summary>The time for requests under way at the end of the load, before they count as unanswered.</summary>
    internal TimeSpan AnswerDeadline { get; init; } = TimeSpan.FromSeconds(15);

    internal byte[] Request => Encoding.ASCII.GetBytes(
        $"GET {Path} HTTP/1.1\r\nHost: graceful.test\r\n{(NewConnectionPerRequest ? "Connection: close\r\n" : "")}\r\n");
}
