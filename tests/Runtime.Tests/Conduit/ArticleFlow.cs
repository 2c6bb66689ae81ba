namespace Runtime.Tests.Conduit;

/// <summary>Articles and tags: published, listed, read, changed, removed.</summary>
internal static class ArticleFlow
{
    public static async Task RunAsync(ConduitClient api, string name)
    {
        var token = await api.RegisterAsync(name);
        string[] tags = [$"z-{name}", $"a-{name}"];
        var draft = new { title = $"The {name}", description = "What it is", body = "All of it", tagList = tags };
        var published = (await api.PostAsync("articles", new { article = draft }, token)).Is(201).HasArticle("article", name)
            .Has("article.title", draft.title).Has("article.description", draft.description).Has("article.body", draft.body)
            .Has("article.tagList.0", tags[0]).Has("article.tagList.1", tags[1])
            .Has("article.favorited", false).Has("article.favoritesCount", 0);
        var slug = published.Captured("article.slug");

        await ListAsync(api, name, tags, token);
        (await api.GetAsync($"articles/{slug}")).Is(200).HasArticle("article", name)
            .Has("article.slug", slug).Has("article.body", draft.body).HasCount("article.tagList", 2);
        await ChangeAsync(api, name, token, published);
        await RemoveAsync(api, name, token);
    }

    private static async Task ListAsync(ConduitClient api, string name, string[] tags, string token)
    {
        // Others publish at the same time: the first of all articles need not be this one.
        string[] lists = ["articles", $"articles?author={name}", $"articles?tag={tags[1]}", $"articles?tag={tags[0]}&author={name}"];
        foreach (var list in lists)
        {
            var author = list == "articles" ? null : name;
            (await api.GetAsync(list)).Is(200).HasAtLeast("articlesCount", 1).HasListed("articles.0", author);
            (await api.GetAsync(list, token)).Is(200).HasAtLeast("articlesCount", 1).HasListed("articles.0", author);
        }

        (await api.GetAsync($"articles?author={name}-unknown")).Is(200).Has("articlesCount", 0).HasCount("articles", 0);
        (await api.GetAsync("articles?limit=0")).Is(422).HasText("errors.limit.0");
        (await api.GetAsync("articles?offset=x")).Is(422).HasText("errors.offset.0");
        (await api.GetAsync("tags")).Is(200).Contains("tags", tags[0]).Contains("tags", tags[1]).HasText("tags.0");
    }

    private static async Task ChangeAsync(ConduitClient api, string name, string token, Answer published)
    {
        var slug = published.Captured("article.slug");
        (await UpdateAsync(new { body = "More of it" })).HasArticle("article", name)
            .Has("article.slug", slug).Has("article.body", "More of it").HasCount("article.tagList", 2)
            .Has("article.createdAt", published.Captured("article.createdAt"))
            .HasOther("article.updatedAt", published.Captured("article.updatedAt"));
        (await api.GetAsync($"articles/{slug}")).Is(200).Has("article.body", "More of it").HasCount("article.tagList", 2);
        (await UpdateAsync(new { tagList = Array.Empty<string>() })).HasCount("article.tagList", 0);
        (await api.GetAsync($"articles/{slug}")).Is(200).HasCount("article.tagList", 0).Has("article.body", "More of it");
        (await UpdateAsync(new { title = $"Renamed {name}" }))
            .Has("article.title", $"Renamed {name}").Has("article.slug", $"renamed-{name}");
        (await api.GetAsync($"articles/{slug}")).IsError(404, "article", "not found");

        async Task<Answer> UpdateAsync(object article) => (await api.PutAsync($"articles/{slug}", new { article }, token)).Is(200);
    }

    private static async Task RemoveAsync(ConduitClient api, string name, string token)
    {
        (await api.DeleteAsync($"articles/renamed-{name}", token)).Is(204).IsEmpty();
        (await api.GetAsync($"articles/renamed-{name}")).IsError(404, "article", "not found");
        (await api.GetAsync($"articles?author={name}")).Is(200).Has("articlesCount", 0);
    }
}
