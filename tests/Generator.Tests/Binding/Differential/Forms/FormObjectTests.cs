using System.Net;
using FsCheck.Fluent;
using Generator.Tests.Harness;
using Generator.Tests.Matching;
using Xunit.Abstractions;

namespace Generator.Tests.Binding.Differential.Forms;

/// <summary>
/// Objects, lists and dictionaries from random forms, bound by an action and by a lambda of a minimal API: both bind the same values,
/// or both refuse. Intentional differences are in <see cref="FormDifferences"/> and in docs/binding.md.
/// </summary>
public sealed class FormObjectTests(ITestOutputHelper output)
{
    private const int FormsForEach = 60;
    private const int UsualSeed = 20261122;
    private static readonly IEnumerable<string> Actions = FormShapes.All.Select(one =>
        $"[Post(\"{one.Name}\")] public static string M{one.Name}([FromForm] {one.Type} v) => Graph.Of(v);");

    private static readonly IEnumerable<string> Lambdas =
    [
        .. FormShapes.All.Where(one => one.Nothing.Length > 0).Select(one =>
            $"lambdas.MapGet(\"{one.Name}\", () => Graph.Of({one.Nothing}));"),
        .. FormShapes.All.Select(one => $"lambdas.MapPost(\"{one.Name}\", ([FromForm] {one.Type} v) => Graph.Of(v));"),
    ];

    private static readonly string Source = $$"""
        {{FormShapes.Support}}

        [Controller("actions"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class BoundController
        {
            {{string.Join("\n    ", Actions)}}
        }
        """;

    private static readonly string Pipeline = $$"""
        app.UseActions();
        var lambdas = app.MapGroup("/lambdas").DisableAntiforgery();
        {{string.Join("\n", Lambdas)}}
        """;

    [Fact]
    public async Task An_action_makes_of_a_form_what_a_lambda_makes_of_it()
    {
        var seed = TestSeed.OfRun(UsualSeed, output);
        await using var app = await RunningApp.StartAsync(Source, pipeline: Pipeline);

        var (same, refused, expected) = (0, 0, 0);
        var differ = new List<string>();
        for (var i = 0; i < FormShapes.All.Count; i++)
        {
            var shape = FormShapes.All[i];
            var nothing = shape.Nothing.Length == 0
                ? new Answer(HttpStatusCode.BadRequest, string.Empty)
                : new Answer(HttpStatusCode.OK, await app.GetAsync($"/lambdas/{shape.Name}"));
            foreach (var form in RandomForms.For(shape).Sample(FormsForEach, FormsForEach, seed.Value + i))
            {
                var ours = await AnswerAsync(app, shape, form, "actions");
                var theirs = await AnswerAsync(app, shape, form, "lambdas");
                if (ours == theirs)
                {
                    _ = theirs.Status == HttpStatusCode.OK ? same++ : refused++;
                }
                else if (ours == FormDifferences.Rewrite(await AnswerAsync(app, shape, FormDifferences.Rewrite(form), "lambdas"), nothing))
                {
                    expected++;
                }
                else
                {
                    differ.Add($"{shape}\n    {form}\n    action: {ours}\n    lambda: {theirs}");
                }
            }
        }

        output.WriteLine($"{same} bound alike, {refused} refused alike, {expected} differ on purpose.");
        Assert.True(differ.Count == 0,
            $"{differ.Count} differ; {same} bound alike, {refused} refused alike, {expected} differ on purpose. {seed.Hint}\n" +
            $"{string.Join("\n", differ)}");
        Assert.True(same > 400 && refused > 100 && expected < same,
            $"{same} bound alike, {refused} refused alike, {expected} differ on purpose. {seed.Hint}");
    }

    private static async Task<Answer> AnswerAsync(RunningApp app, FormShape shape, RandomForm form, string prefix)
    {
        using var content = new FormUrlEncodedContent(form.Fields.Select(field => KeyValuePair.Create(field.Key, field.Value)));
        using var response = await app.Client.PostAsync($"/{prefix}/{shape.Name}", content);
        return new Answer(response.StatusCode, response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : string.Empty);
    }
}
