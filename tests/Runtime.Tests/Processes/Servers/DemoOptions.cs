using System.Net;

namespace Runtime.Tests.Processes.Servers;

/// <summary>How a <see cref="DemoProcess"/> is started.</summary>
internal sealed record DemoOptions
{
    /// <summary>For the environment, on top of the test's own; null takes a variable out.</summary>
    internal IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>After <c>--urls</c>.</summary>
    internal IReadOnlyList<string> Arguments { get; init; } = [];

    internal string? WorkingDirectory { get; init; }

    /// <summary>Where it listens; a free port of 127.0.0.1 unless it is given.</summary>
    internal IPEndPoint? EndPoint { get; init; }

    /// <summary>Where it listens as well.</summary>
    internal string? FurtherUrl { get; init; }

    /// <summary>Where all logs go at the end; a test runner shows them when the test has failed.</summary>
    internal Action<string>? Print { get; init; }
}
