namespace RepositoryTests.Architecture;

/// <summary>
/// The folders of src use each other as docs/architecture.md lists it, and never in a cycle. Where this fails, change the code; where
/// the new dependency is right, change the list.
/// </summary>
public sealed class FolderTests
{
    public static TheoryData<string> Projects => ["src/Graceful.Runtime", "src/Graceful.Generators"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_use_each_other_as_the_map_lists_it(string project)
    {
        var places = FolderDependencies.Of(project);
        var listed = FolderMap.Read(project);

        var unlisted = places.Where(arrow => !listed.Contains(arrow.Key)).Select(arrow => $"{arrow.Key} ({arrow.Value})").ToList();
        var unused = listed.Where(arrow => !places.ContainsKey(arrow)).ToList();
        Assert.True(
            unlisted.Count == 0 && unused.Count == 0,
            $"""
            docs/architecture.md does not list what {project} does.
            Not listed: {string.Join("; ", unlisted)}
            Listed, but not used: {string.Join("; ", unused)}
            The sources give:
            {FolderMap.Write(places.Keys)}
            """);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folders_use_each_other_in_a_cycle(string project)
    {
        var places = FolderDependencies.Of(project);
        var found = Cycles.Of(places.Keys);
        var cycles = found.Select(cycle => string.Join(", ", cycle)).ToList();
        var causes = places.Where(arrow => found.Any(cycle => cycle.Contains(arrow.Key.From) && cycle.Contains(arrow.Key.To)));

        Assert.True(
            cycles.Count == 0,
            $"""
            Cycles of {project}: {string.Join("; ", cycles.Select(cycle => $"{{{cycle}}}"))}
            {string.Join('\n', causes.Select(arrow => $"{arrow.Key}: {arrow.Value}"))}
            """);
    }

    [Fact]
    public void A_cycle_is_found() => Assert.Equal(
        [["A", "B", "C"]],
        Cycles.Of([new("A", "B"), new("B", "C"), new("C", "A"), new("C", "D"), new("E", "A")]));
}
