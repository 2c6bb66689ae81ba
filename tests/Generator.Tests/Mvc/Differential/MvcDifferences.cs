using System.Text.RegularExpressions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>
/// The differences of compiled controllers to MVC that a request may meet, each with its sentence in docs/mvc-controllers.md.
/// </summary>
internal static partial class MvcDifferences
{
    private const string Keys = "**Keys of a dictionary**";
    private const string Limits = "**`[Range]` with integer limits**";
    private const string OddNames = "**Odd names in a form**";
    private const string State = "**`ModelState`**";

    public static IReadOnlyList<string> All { get; } = [Keys, Limits, OddNames, State];

    /// <summary>Returns the difference that explains why the answers are not the same; null when there is none.</summary>
    public static string? Explain(string request, string compiled, string mvc) => mvc switch
    {
        _ when IsError(mvc, "System.ArgumentException") || IsError(mvc, "System.ArgumentNullException") =>
            Uri.UnescapeDataString(request).Contains('[', StringComparison.Ordinal) ? Keys : null,
        _ when IsError(mvc, "System.OverflowException") => Limits,
        _ when IsForm(request) && HasOddName().IsMatch(Uri.UnescapeDataString(request)) => OddNames,

        // The key of an entry is written as the first value that was looked up, also when that one is valid.
        _ when string.Equals(compiled, mvc, StringComparison.OrdinalIgnoreCase) => State,
        _ => null,
    };

    private static bool IsError(string answer, string exception) =>
        answer.StartsWith("500", StringComparison.Ordinal) && answer.EndsWith(exception, StringComparison.Ordinal);

    private static bool IsForm(string request) =>
        request.Contains("/form-data", StringComparison.Ordinal) || request.Contains("-form-urlencoded", StringComparison.Ordinal);

    /// <summary>Finds a bracket within brackets, and a field without a name.</summary>
    [GeneratedRegex("""\[[^\]=&]*\[|name=["]["]""")]
    private static partial Regex HasOddName();
}
