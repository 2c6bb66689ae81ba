using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>
/// The differences of compiled controllers to MVC that a request may meet, each with its sentence in docs/mvc-controllers.md.
/// </summary>
internal static partial class MvcDifferences
{
    public const string Keys = "**Keys of a dictionary**";
    private const string Limits = "**`[Range]` with integer limits**";
    private const string OddNames = "**Odd names in a form**";
    private const string State = "**`ModelState`**";

    public static IReadOnlyList<string> All { get; } = [Keys, Limits, OddNames, State];

    /// <summary>Gets the differences that requests without odd names meet.</summary>
    public static IReadOnlyList<string> Usual { get; } = [Keys, Limits, State];

    /// <summary>Returns the difference that explains why the answers are not the same; null when there is none.</summary>
    public static string? Explain(string request, string compiled, string mvc) => !HasAnswered(compiled) ? null : mvc switch
    {
        _ when IsError(mvc, "System.ArgumentException") || IsError(mvc, "System.ArgumentNullException") =>
            Uri.UnescapeDataString(request).Contains('[', StringComparison.Ordinal) ? Keys : null,
        _ when IsError(mvc, "System.OverflowException") => Limits,
        _ when IsForm(request) && HasOddName().IsMatch(Uri.UnescapeDataString(request)) => OddNames,

        // The key of an entry is written as the first value that was looked up, also when that one is valid.
        _ when WithLowerKeys(compiled) is { } problem && problem == WithLowerKeys(mvc) => State,
        _ => null,
    };

    /// <summary>False for a server error, unless the action itself has thrown: only actions throw this exception.</summary>
    private static bool HasAnswered(string compiled) =>
        compiled[0] is '2' or '3' or '4' || IsError(compiled, "System.NotImplementedException");

    private static bool IsError(string answer, string exception) =>
        answer.StartsWith("500", StringComparison.Ordinal) && answer.EndsWith(exception, StringComparison.Ordinal);

    private static bool IsForm(string request) =>
        request.Contains("/form-data", StringComparison.Ordinal) || request.Contains("-form-urlencoded", StringComparison.Ordinal);

    /// <summary>Returns an answer with the keys of its <c>errors</c> in lower case; null when its body is not such a problem.</summary>
    private static string? WithLowerKeys(string answer)
    {
        var body = answer.IndexOf('{', StringComparison.Ordinal);
        try
        {
            if (body < 0 || JsonNode.Parse(answer[body..]) is not JsonObject problem || problem["errors"] is not JsonObject errors)
            {
                return null;
            }

            problem["errors"] = new JsonObject(errors
                .Select(error => KeyValuePair.Create(error.Key.ToLowerInvariant(), error.Value?.DeepClone()))
                .OrderBy(error => error.Key, StringComparer.Ordinal));
            return answer[..body] + problem.ToJsonString();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Finds a bracket within brackets, and a field without a name.</summary>
    [GeneratedRegex("""\[[^\]=&]*\[|name=["]["]""")]
    private static partial Regex HasOddName();
}
