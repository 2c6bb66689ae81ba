namespace RepositoryTests;

internal static class Report
{
    /// <summary>Fails with all problems, one per line; xunit's own message would cut them short.</summary>
    public static void Empty(IEnumerable<string> problems)
    {
        var found = problems.ToList();
        Assert.True(found.Count == 0, $"{found.Count} problems:\n{string.Join('\n', found)}");
    }
}
