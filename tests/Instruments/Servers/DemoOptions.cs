using System.Net;

namespace Instruments.Servers;

/// <summary>The start options of a <see cref="DemoProcess"/>.</summary>
internal sealed record DemoOptions
{
    /// <summary>Environment variables in addition to the test's own; null removes a variable.</summary>
    internal IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>After <c>--urls</c>.</summary>
    internal IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>True to start a master, which starts the generations.</summary>
    internal bool Supervised { get; init; }

    /// <summary>True when another program supervises the master: the binary is that program, and configures the master.</summary>
    internal bool HasSupervisor { get; init; }

    internal string? WorkingDirectory { get; init; }

    /// <summary>The address to listen on; by default a free port of 127.0.0.1.</summary>
    internal IPEndPoint? EndPoint { get; init; }

    /// <summary>A second address to listen on.</summary>
    internal string? FurtherUrl { get; init; }

    /// <summary>Receives all logs at the end; a test runner shows them for a failed test.</summary>
    internal Action<string>? Print { get; init; }
}
