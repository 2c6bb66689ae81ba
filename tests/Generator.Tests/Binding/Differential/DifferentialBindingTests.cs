using System.Net;
using FsCheck.Fluent;
using Generator.Tests.Harness;
using Generator.Tests.Matching;
using Xunit.Abstractions;

namespace Generator.Tests.Binding.Differential;

/// <summary>
/// The same handlers as actions and as lambdas of a minimal API, and random requests to both: both bind the same values, or both
/// refuse. Intentional differences are in <see cref="Differences"/> and in docs/binding.md.
/// </summary>
public sealed class DifferentialBindingTests(ITestOutputHelper output)
{
    private const int RequestsForEach = 6;
    private const int UsualSeed = 20261122;

    private static readonly IEnumerable<string> Actions = Signatures.All.Select(one =>
        $"[{Verb(one)}(\"{one.Name}{one.Route}\")] public static string M{one.Name}({one.Parameters}) => Echo.Of({one.Values});");

    private static readonly IEnumerable<string> Lambdas = Signatures.All.Select(one =>
        $"lambdas.Map{Verb(one)}(\"{one.Name}{one.Route}\", ({one.Parameters}) => Echo.Of({one.Values}));");

    private static readonly string Source = $$"""
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        {{Signatures.Support}}

        [Controller("actions"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class BoundController
        {
            {{string.Join("\n    ", Actions)}}
        }
        """;

    private const string Services = """
        builder.Services.AddSingleton<IClock>(new Clock("now")).AddKeyedSingleton<IClock>("other", new Clock("later"));
        """;

    private static readonly string Pipeline = $$"""
        app.UseActions();
        var lambdas = app.MapGroup("/lambdas").DisableAntiforgery();
        {{string.Join("\n", Lambdas)}}
        """;

    private static string Verb(Signature signature) => signature.Verb == "GET" ? "Get" : "Post";

    [Fact]
    public async Task An_action_gets_what_a_lambda_gets()
    {
        var seed = TestSeed.OfRun(UsualSeed, output);
        await using var app = await RunningApp.StartAsync(Source, Services, Pipeline);

        var (same, refused, expected) = (0, 0, 0);
        var differ = new List<string>();
        for (var i = 0; i < Signatures.All.Count; i++)
        {
            var signature = Signatures.All[i];
            foreach (var request in Requests.For(signature).Sample(RequestsForEach, RequestsForEach, seed.Value + i))
            {
                var ours = await AnswerAsync(app, signature, request, "actions");
                var theirs = await AnswerAsync(app, signature, request, "lambdas");
                if (ours == theirs)
                {
                    _ = theirs.Status == HttpStatusCode.OK ? same++ : refused++;
                }
                else if (ours == Differences.Rewrite(signature, request,
                    await AnswerAsync(app, signature, Differences.Rewrite(signature, request), "lambdas")))
                {
                    expected++;
                }
                else
                {
                    differ.Add($"{signature}\n    {request}\n    action: {ours}\n    lambda: {theirs}");
                }
            }
        }

        output.WriteLine($"{same} bound alike, {refused} refused alike, {expected} differ on purpose.");
        Assert.True(differ.Count == 0, $"{differ.Count} differ. {seed.Hint}\n{string.Join("\n", differ)}");
        Assert.True(same > 500 && refused > 400 && expected < same,
            $"{same} bound alike, {refused} refused alike, {expected} differ on purpose. {seed.Hint}");
    }

    private static async Task<Answer> AnswerAsync(RunningApp app, Signature signature, Request request, string prefix)
    {
        using var message = request.To(signature.Verb, $"{app.Address}{prefix}/{signature.Name}");
        using var response = await app.Client.SendAsync(message);

        // Only the refusal of an action has a body.
        return new Answer(response.StatusCode, response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync() : string.Empty);
    }
}

internal sealed record Answer(HttpStatusCode Status, string Body);
