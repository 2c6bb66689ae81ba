namespace Generator.Tests.Binding.Differential.Mvc;

/// <summary>The differences between an action and an action of MVC, each with its sentence in docs/coming-from-mvc.md.</summary>
internal static class MvcDifferences
{
    /// <summary>The name of an error that names no member.</summary>
    public const string Whole = "(body)";

    public const string MissingValue = "**A missing value in the query**";
    public const string EmptyValue = "**An empty value in query and form**";
    public const string Repeated = "**A repeated query key**";
    public const string EmptyText = "**An empty text**";
    public const string MissingList = "**A missing list in the query**";
    public const string UndefinedEnum = "**An undefined number for an enum**";
    public const string Thousands = "**Thousands separators**";

    public static IReadOnlyList<string> All { get; } = [MissingValue, EmptyValue, Repeated, EmptyText, MissingList, UndefinedEnum,
        Thousands];

    /// <summary>Returns the difference that explains why one of the two has the error; null when there is none.</summary>
    /// <param name="request">The request.</param>
    /// <param name="failing">The name of the member in lower case, or <see cref="Whole"/>.</param>
    public static string? Explain(MvcRequest request, string failing)
    {
        if (request.Shape.Source == MvcSource.Body)
        {
            return null;
        }

        if (failing == Whole)
        {
            return request.Shape.Members.Any(one => IsMissingList(request, one)) ? MissingList : null;
        }

        var member = request.Shape.Members.FirstOrDefault(one => string.Equals(one.Name, failing, StringComparison.OrdinalIgnoreCase));
        return member is null ? null
            : IsMissingList(request, member) ? MissingList
            : member.IsScalar ? Explain(request, member)
            : null;
    }

    private static string? Explain(MvcRequest request, MvcMember member)
    {
        var isQuery = request.Shape.Source == MvcSource.Query;
        if (!request.Texts.TryGetValue(member.Name, out var pairs))
        {
            return isQuery ? MissingValue : null;
        }

        var values = pairs.Split('&').Select(Value).ToArray();
        return values.Length > 1 && isQuery ? Repeated
            : string.IsNullOrWhiteSpace(values[0]) ? member.IsString ? EmptyText : EmptyValue
            : member.Plain == "Color" && values[0] == "9" ? UndefinedEnum
            : member.Plain == "decimal" && values[0].Contains(',', StringComparison.Ordinal) ? Thousands
            : null;
    }

    private static string Value(string pair) => Uri.UnescapeDataString(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    private static bool IsMissingList(MvcRequest request, MvcMember member) =>
        request.Shape.Source == MvcSource.Query && member is { IsList: true, Annotation.Length: > 0 } &&
            !request.Texts.ContainsKey(member.Name);
}
