namespace RepositoryTests.Documents;

/// <summary>
/// <c>docs/log-events.md</c> lists every line that the library logs, by category, event id, level and text, and no other line.
/// </summary>
public sealed class LogEventTests
{
    private static readonly List<LogEvent> Logged = [.. LogEvent.Logged()];
    private static readonly List<LogEvent> Documented = [.. LogEvent.Documented()];

    [Fact]
    public void Ids_are_unique_in_their_category() => Report.Empty(
        new[] { Logged, Documented }.SelectMany(events => events
            .GroupBy(one => one.Key)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(one => one.Place))}")));

    [Fact]
    public void Every_line_is_documented() => Report.Empty(
        Missing(Logged, Documented).Select(one => $"{one.Place}: {one.Key} is not in docs/log-events.md"));

    [Fact]
    public void Every_row_describes_a_line() => Report.Empty(
        Missing(Documented, Logged).Select(one => $"{one.Place}: nothing logs {one.Key}"));

    [Fact]
    public void Rows_have_the_level_and_the_text_of_the_line() => Report.Empty(
        from line in Logged
        join row in Documented on line.Key equals row.Key
        where line.Level != row.Level || !line.Text.StartsWith(row.Text, StringComparison.Ordinal)
        select $"{row.Place}: {row.Level} {row.Text}\n{line.Place}: {line.Level} {line.Text}");

    private static IEnumerable<LogEvent> Missing(List<LogEvent> events, List<LogEvent> others) =>
        events.Where(one => !others.Exists(other => other.Key == one.Key));
}
