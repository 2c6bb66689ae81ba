using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>A program with so many routes that its match is a table in several files.</summary>
public sealed class ManyRoutesTests
{
    private const int Resources = 60;

    private static readonly string Source = string.Join('\n', Enumerable.Range(0, Resources).Select(i => $$"""
        [Controller("api/resource{{i}}")]
        public static class R{{i}}Controller
        {
            [Get("")] public static string List() => "{{i}} list";
            [Get("{id:int}")] public static string One(int id) => $"{{i}} int {id}";
            [Get("{name}")] public static string Named(string name) => $"{{i}} name {name}";
            [Get("{name}/lines/{line:int=1}")] public static string Line(string name, int line) => $"{{i}} line {name} {line}";
            [Get("{file}.{extension}/raw")] public static string Raw(string file, string extension) => $"{{i}} raw {file} {extension}";
            [Get("{**rest}")] public static string Rest(string? rest) => $"{{i}} rest {rest}";
            [Get("late", Order = 1)] public static string Late() => "{{i}} late";
            [Get("early", Order = -1)] public static string Early() => "{{i}} early";
        }
        """));

    [Fact]
    public async Task Each_route_answers()
    {
        await using var app = await RunningApp.StartAsync(Source);
        for (var i = 0; i < Resources; i++)
        {
            var resource = $"/api/Resource{i}";
            Assert.Equal($"{i} list", await app.Client.GetStringAsync(resource));
            Assert.Equal($"{i} int 5", await app.Client.GetStringAsync($"{resource}/5"));
            Assert.Equal($"{i} name x", await app.Client.GetStringAsync($"{resource}/x"));
            Assert.Equal($"{i} line x 1", await app.Client.GetStringAsync($"{resource}/x/lines"));
            Assert.Equal($"{i} line x 7", await app.Client.GetStringAsync($"{resource}/x/LINES/7"));
            Assert.Equal($"{i} raw a b", await app.Client.GetStringAsync($"{resource}/a.b/raw"));
            Assert.Equal($"{i} rest x/lines/y", await app.Client.GetStringAsync($"{resource}/x/lines/y"));
            Assert.Equal($"{i} name late", await app.Client.GetStringAsync($"{resource}/late"));
            Assert.Equal($"{i} early", await app.Client.GetStringAsync($"{resource}/early"));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/api/resource60")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await app.Client.PostAsync("/api/resource1/5", null)).StatusCode);
    }
}
