namespace Generator.Tests.Mvc.Results;

/// <summary>The cases, which both apps serve.</summary>
internal static partial class ResultCases
{
    private static readonly Lazy<Dictionary<string, ResultCase>> ByName = new(() =>
        Objects().Concat(Negotiated()).Concat(Statuses()).Concat(Texts()).Concat(Files()).Concat(Redirects()).Concat(Problems())
            .Concat(Authentication()).Concat(Links()).Concat(OwnClasses()).ToDictionary(it => it.Name));

    public static IReadOnlyDictionary<string, ResultCase> All => ByName.Value;
}
