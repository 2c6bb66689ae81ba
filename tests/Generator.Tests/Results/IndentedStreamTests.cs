using Generator.Tests.Harness;

namespace Generator.Tests.Results;

/// <summary>A stream of items is formatted as the JSON options of the app say, as one value is.</summary>
public sealed class IndentedStreamTests
{
    private const string Source = """
        public sealed record Book(string Title);

        [Controller("stream")]
        public static class StreamController
        {
            [Get("array/{count:int}")]
            public static Book[] Array(int count) => [.. Enumerable.Repeat(new Book("Emma"), count)];

            [Get("items/{count:int}")]
            public static async IAsyncEnumerable<Book> Items(int count)
            {
                foreach (var book in Array(count))
                {
                    await Task.Yield();
                    yield return book;
                }
            }
        }
        """;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Its_items_are_indented(int count)
    {
        await using var app = await RunningApp.StartAsync(Source, """
            builder.Services.ConfigureHttpJsonOptions(options =>
            {
                (options.SerializerOptions.WriteIndented, options.SerializerOptions.IndentCharacter) = (true, '\t');
                (options.SerializerOptions.IndentSize, options.SerializerOptions.NewLine) = (1, "\r\n");
            });
            """);

        Assert.Equal(await app.GetAsync($"/stream/array/{count}"), await app.GetAsync($"/stream/items/{count}"));
    }
}
