namespace RepositoryTests.Architecture;

/// <summary>The folder <paramref name="From"/> uses the folder <paramref name="To"/>.</summary>
internal readonly record struct Arrow(string From, string To) : IComparable<Arrow>
{
    public int CompareTo(Arrow other)
        => string.CompareOrdinal(From, other.From) is not 0 and var order ? order : string.CompareOrdinal(To, other.To);

    public override string ToString() => $"{From} -> {To}";
}
