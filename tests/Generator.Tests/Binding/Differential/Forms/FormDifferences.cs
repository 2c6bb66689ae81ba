using System.Net;
using System.Text.RegularExpressions;

namespace Generator.Tests.Binding.Differential.Forms;

/// <summary>
/// Where objects are made of forms otherwise than by the mapper of minimal APIs, on purpose, as docs/binding.md says: as in
/// <see cref="Differences"/>, each a change of the form or of the answer, behind which the lambda must answer as the action does.
/// </summary>
internal static partial class FormDifferences
{
    /// <summary>A field that nobody wants.</summary>
    private static readonly (string, string, string) Nobodys = ("nobodys", "1", "text");

    /// <summary>What a lambda must be sent for the answer that an action gives.</summary>
    public static RandomForm Rewrite(RandomForm form)
    {
        // A value whose text is empty is missing; of a name that stands there twice, the first counts.
        var empty = form.Fields
            .GroupBy(field => field.Key, StringComparer.OrdinalIgnoreCase)
            .Where(same => RandomForms.IsAlone(same.First().Kind) && same.First().Value.Length == 0)
            .SelectMany(same => same)
            .ToHashSet();

        // Numbers have no separators of thousands.
        var fields = form.Fields
            .Where(field => !empty.Contains(field))
            .Select(field => field is { Kind: "fraction", Value: "1,000" } ? field with { Value = "none" } : field);

        // A form without fields is one all the same.
        return new RandomForm([.. fields, Nobodys]);
    }

    /// <summary>What an action answers where a lambda gives this answer.</summary>
    /// <param name="answer">The lambda's.</param>
    /// <param name="nothing">What the action makes of a form in which nothing is for it.</param>
    public static Answer Rewrite(Answer answer, Answer nothing) => answer switch
    {
        // Where nothing is for it, the action has what there is without a field: what is not nullable is not null.
        { Status: HttpStatusCode.OK, Body: "null" } => nothing,

        // What is no value of the dictionary makes no entry; and without one, a member is no dictionary.
        { Status: HttpStatusCode.OK } => answer with { Body = NullEntry().Replace(answer.Body, string.Empty).Replace(": {}", ": null", StringComparison.Ordinal) },
        _ => answer,
    };

    [GeneratedRegex("(?<=[{;]) ?'[a-z]': null(; )?|; '[a-z]': null(?=})")]
    private static partial Regex NullEntry();
}
