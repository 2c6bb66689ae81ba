using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Generator.Tests.Mvc.Results;

/// <summary>The same results, executed by MVC and by the code of this library: the responses are equal to the byte.</summary>
public sealed partial class MvcResultsTests(MvcResultsTests.Apps apps) : IClassFixture<MvcResultsTests.Apps>
{
    private static readonly string?[] Accepted = [null, "*/*", "application/json", "text/plain", "application/xml", "text/json, image/*"];

    [Fact]
    public Task A_result_is_sent_as_by_mvc() => CompareAsync(apps.Default, ResultCases.All.Values.Select(Request));

    [Fact]
    public Task A_result_is_sent_as_by_mvc_with_other_options() => CompareAsync(apps.Changed, ResultCases.All.Values.Select(Request));

    [Fact]
    public Task A_result_is_sent_as_by_mvc_with_services_of_the_app() => CompareAsync(apps.Own, ResultCases.All.Values.Select(Request));

    [Fact]
    public Task A_value_is_sent_as_by_mvc() => CompareAsync(apps.Default, Values());

    [Fact]
    public Task A_value_is_sent_as_by_mvc_with_other_options() => CompareAsync(apps.Changed, Values());

    [Fact]
    public Task A_value_is_sent_as_by_mvc_with_services_of_the_app() => CompareAsync(apps.Own, Values());

    private static IEnumerable<CaseRequest> Values() =>
        from name in ValuesController.Compiled.Keys
        from accept in Accepted
        select new CaseRequest("GET", "/values/" + name, accept is null ? [] : [("Accept", accept)]);

    private static CaseRequest Request(ResultCase it) => new(
        it.Method,
        $"{it.PathBase}/{(it.IsApi ? "api" : "cases")}/{Uri.EscapeDataString(it.Name)}",
        it.Accept is null ? it.Headers : [("Accept", it.Accept), .. it.Headers]);

    private static async Task CompareAsync(ResultApps pair, IEnumerable<CaseRequest> requests)
    {
        var differences = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(requests, async (request, _) =>
        {
            var expected = await request.SendAsync(pair.Mvc);
            var actual = await request.SendAsync(pair.Compiled);
            if (expected != actual && expected != InChunks(actual))
            {
                differences.Add($"{request}\n--- MVC\n{expected}\n--- compiled\n{actual}\n");
            }
        });

        Assert.True(differences.IsEmpty, $"{differences.Count} differences\n{string.Join('\n', differences.Order().Take(20))}");
    }

    /// <summary>Text and JSON are sent with their length; MVC sends them in chunks, and no length in answer to HEAD.</summary>
    private static string InChunks(string answer)
    {
        var end = answer.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = (answer[..end].Split('\n'), answer[end..]);
        return TextOrJson().IsMatch(answer) && head.Any(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))
            ? string.Join('\n', head.Skip(1)
                .Where(line => !line.StartsWith("Content-Length: ", StringComparison.Ordinal))
                .Concat(body.Trim('\n').Length > 0 ? ["Transfer-Encoding: chunked"] : Array.Empty<string>())
                .Order(StringComparer.Ordinal)
                .Prepend(head[0])) + body
            : answer;
    }

    [GeneratedRegex("\\nContent-Type: (text/plain|[a-z]+/([a-z.]+[+])?json)(; charset=utf-8)?\\n")]
    private static partial Regex TextOrJson();

    public sealed class Apps : IAsyncLifetime
    {
        public ResultApps Default { get; private set; } = null!;

        public ResultApps Changed { get; private set; } = null!;

        public ResultApps Own { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Default = await ResultApps.StartAsync(_ => { });
            Changed = await ResultApps.StartAsync(CaseServices.Change);
            Own = await ResultApps.StartAsync(CaseServices.Replace);
        }

        public async Task DisposeAsync()
        {
            foreach (var pair in new[] { Default, Changed, Own })
            {
                await pair.DisposeAsync();
            }
        }
    }
}
