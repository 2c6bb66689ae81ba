using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>The names of the variables of <see cref="HandoverEnvironment"/>, and the escapes in their lists.</summary>
internal static class HandoverVariable
{
    /// <summary>The longest part of a refused value in an error message.</summary>
    private const int MostShown = 200;

    internal const string Version = "GRACEFUL_VERSION";
    internal const string Versions = "GRACEFUL_VERSIONS";
    internal const string Generation = "GRACEFUL_GENERATION";
    internal const string Channel = "GRACEFUL_CHANNEL";
    internal const string Listeners = "GRACEFUL_LISTENERS";
    internal const string Managed = "GRACEFUL_MANAGED";
    internal const string Files = "GRACEFUL_FILES";
    internal const string Handles = "GRACEFUL_INHERITED";
    internal const string States = "GRACEFUL_STATE";

    internal static string[] All { get; } = [Version, Versions, Generation, Channel, Listeners, Managed, Files, Handles, States];

    /// <summary>Escapes the characters that separate the items of a list.</summary>
    internal static string Escape(string key) => key.Replace("%", "%25", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("=", "%3D", StringComparison.Ordinal);

    /// <summary>The error for a value that no predecessor has set.</summary>
    internal static StartRefusedException Refusal(string variable, string? value, string reason) => new(
        $"{variable}='{Shorten(value)}' is not from a Graceful predecessor: {reason}. Refusing to start; unset the variable.");

    /// <summary>Returns a value shortened, on one line.</summary>
    internal static string? Shorten(string? value) =>
        (value is { Length: > MostShown } ? value[..MostShown] + "..." : value)?.ReplaceLineEndings(" ");

    internal static string Unescape(string key) => key.Replace("%3D", "=", StringComparison.Ordinal)
        .Replace("%3B", ";", StringComparison.Ordinal)
        .Replace("%25", "%", StringComparison.Ordinal);
}
