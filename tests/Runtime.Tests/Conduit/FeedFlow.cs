namespace Runtime.Tests.Conduit;

/// <summary>The feed, and pages of lists: the newest article first.</summary>
internal static class FeedFlow
{
    public static async Task RunAsync(ConduitClient api, string name)
    {
        var reader = await api.RegisterAsync(name);
        var author = $"{name}-author";
        var token = await api.RegisterAsync(author);
        (await api.GetAsync("articles/feed", reader)).Is(200).Has("articlesCount", 0).HasCount("articles", 0);
        (await api.PostAsync($"profiles/{author}/follow", token: reader)).Is(200).Has("profile.following", true);
        var first = await api.PublishAsync(token, $"First {name}");
        var second = await api.PublishAsync(token, $"Second {name}");

        (await api.GetAsync("articles/feed", reader)).Is(200).Has("articlesCount", 2).HasCount("articles", 2)
            .HasListed("articles.0", author).Has("articles.0.slug", second).Has("articles.1.slug", first)
            .Has("articles.0.author.following", true);
        await PagesAsync(api, "articles/feed?", first, second, reader);
        await PagesAsync(api, $"articles?author={author}&", first, second, reader);

        (await api.DeleteAsync($"profiles/{author}/follow", reader)).Is(200).Has("profile.following", false);
        (await api.GetAsync("articles/feed", reader)).Is(200).Has("articlesCount", 0);
        (await api.DeleteAsync($"articles/{first}", token)).Is(204);
        (await api.DeleteAsync($"articles/{second}", token)).Is(204);
    }

    private static async Task PagesAsync(ConduitClient api, string list, string first, string second, string reader)
    {
        (await api.GetAsync($"{list}limit=1", reader)).Is(200)
            .Has("articlesCount", 2).HasCount("articles", 1).Has("articles.0.slug", second);
        (await api.GetAsync($"{list}limit=1&offset=1", reader)).Is(200)
            .Has("articlesCount", 2).HasCount("articles", 1).Has("articles.0.slug", first);
        (await api.GetAsync($"{list}offset=2", reader)).Is(200).Has("articlesCount", 2).HasCount("articles", 0);
    }
}
