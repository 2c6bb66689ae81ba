using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Required members that the constructor takes too.</summary>
public sealed class RequiredMemberTests
{
    private const string Source = """
        public class Item
        {
            public Item(int id) => Id = id;
            public required int Id { get; set; }
            public required string Name { get; init; }
        }

        public class Plain
        {
            public Plain(string? name) => Name = name;
            public required string? Name { get; set; }
        }

        [Controller("")]
        public static class XController
        {
            [Get("query")] public static string Query([AsParameters] Item item) => $"{item.Id} {item.Name}";
            [Get("plain")] public static string Query([AsParameters] Plain plain) => $"{plain.Name}";
            [Post("form"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
            public static string Form([FromForm] Item item) => $"{item.Id} {item.Name}";
            [Post("nested"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
            public static string Form([FromForm] List<Plain> plain) => $"{plain[0].Name}";
        }
        """;

    [Fact]
    public async Task They_are_set_from_arguments()
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal("7 seven", await app.GetAsync("/query?id=7&name=seven"));
        Assert.Equal("x", await app.GetAsync("/plain?name=x"));
        Assert.Equal(400, await app.StatusAsync("/query?name=seven"));
    }

    [Fact]
    public async Task They_are_set_from_forms()
    {
        await using var app = await RunningApp.StartAsync(Source);

        Assert.Equal("7 seven", await PostAsync(app, "/form", ("id", "7"), ("name", "seven")));
        Assert.Equal("x", await PostAsync(app, "/nested", ("[0].name", "x")));
    }

    private static async Task<string> PostAsync(RunningApp app, string path, params (string Key, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Key, field.Value)));
        using var response = await app.Client.PostAsync(path, content);
        return await response.Content.ReadAsStringAsync();
    }
}
