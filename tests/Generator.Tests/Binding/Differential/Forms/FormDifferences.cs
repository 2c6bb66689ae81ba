using System.Net;
using System.Text.RegularExpressions;

namespace Generator.Tests.Binding.Differential.Forms;

/// <summary>
/// The intentional differences to the form mapper of minimal APIs: docs/binding.md. As in <see cref="Differences"/>, each one changes
/// the form or the answer; after the change, the lambda must answer exactly as the action does.
/// </summary>
internal static partial class FormDifferences
{
    /// <summary>A field that no parameter reads.</summary>
    private static readonly (string, string, string) Nobodys = ("nobodys", "1", "text");

    /// <summary>Returns the request for which a lambda gives the answer of the action.</summary>
    public static RandomForm Rewrite(RandomForm form)
    {
        // An empty value is missing; of a repeated name, the first value counts.
        var empty = form.Fields
            .GroupBy(field => field.Key, StringComparer.OrdinalIgnoreCase)
            .Where(same => RandomForms.IsAlone(same.First().Kind) && same.First().Value.Length == 0)
            .SelectMany(same => same)
            .ToHashSet();

        // Numbers have no thousands separators.
        var fields = form.Fields
            .Where(field => !empty.Contains(field))
            .Select(field => field is { Kind: "fraction", Value: "1,000" } ? field with { Value = "none" } : field);

        // A form without fields is still a form.
        return new RandomForm([.. fields, Nobodys]);
    }

    /// <summary>Returns the action's answer for this answer of a lambda.</summary>
    /// <param name="answer">The lambda's answer.</param>
    /// <param name="nothing">The action's value for a form without its fields.</param>
    public static Answer Rewrite(Answer answer, Answer nothing) => answer switch
    {
        // Without its fields, the action gets the value of an empty form: a non-nullable parameter is not null.
        { Status: HttpStatusCode.OK, Body: "null" } => nothing,

        // An invalid value adds no entry; without entries, a member has no dictionary.
        { Status: HttpStatusCode.OK } =>
            answer with { Body = NullEntry().Replace(answer.Body, string.Empty).Replace(": {}", ": null", StringComparison.Ordinal) },
        _ => answer,
    };

    [GeneratedRegex("(?<=[{;]) ?'[a-z]': null(; )?|; '[a-z]': null(?=})")]
    private static partial Regex NullEntry();
}
