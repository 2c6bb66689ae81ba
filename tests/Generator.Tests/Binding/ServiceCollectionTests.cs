using System.Net;
using System.Text;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>A collection of services comes from the app, whatever a client sends.</summary>
public sealed class ServiceCollectionTests
{
    private const string Source = """
        public interface IPlugin;
        public sealed class Plugin : IPlugin;
        public class Rule { public string Name { get; set; } = ""; }
        public class Book { public string Title { get; set; } = ""; }

        [Controller("x")]
        public static class XController
        {
            [Post("plugins")] public static int Plugins(IEnumerable<IPlugin> all) => all.Count();
            [Get("plugins")] public static int PluginsOfGet(IEnumerable<IPlugin> all) => all.Count();
            [Post("list")] public static int List(IReadOnlyList<IPlugin> all) => all.Count;
            [Post("rules")] public static int Rules(IEnumerable<Rule> rules) => rules.Count();
            [Post("books")] public static string Books(IEnumerable<Book> books) => string.Join('|', books.Select(book => book.Title));
            [Post("array")] public static string Array(Book[] books) => string.Join('|', books.Select(book => book.Title));
        }
        """;

    private const string Services = """
        builder.Services.AddSingleton<IPlugin, Plugin>().AddSingleton<IPlugin, Plugin>().AddSingleton<Rule>();
        builder.Services.AddSingleton<IReadOnlyList<IPlugin>>(services => services.GetServices<IPlugin>().ToArray());
        builder.Services.ConfigureHttpJsonOptions(
            o => o.SerializerOptions.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver());
        """;

    [Theory]
    [InlineData("plugins", null, "2")]
    [InlineData("plugins", "[]", "2")]
    [InlineData("plugins", "[{}]", "2")]
    [InlineData("list", "[{}]", "2")]
    [InlineData("rules", """[{"name":"forged"},{}]""", "1")]
    [InlineData("books", """[{"title":"Emma"},{"title":"Persuasion"}]""", "Emma|Persuasion")]
    [InlineData("array", """[{"title":"Emma"}]""", "Emma")]
    public async Task A_client_cannot_replace_services(string path, string? body, string expected)
    {
        await using var app = await RunningApp.StartAsync(Source, Services);
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await app.Client.PostAsync("/x/" + path, content);

        Assert.Equal((HttpStatusCode.OK, expected), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_GET_gets_the_services_too()
    {
        await using var app = await RunningApp.StartAsync(Source, Services);

        Assert.Equal("2", await app.GetAsync("/x/plugins"));
    }
}
