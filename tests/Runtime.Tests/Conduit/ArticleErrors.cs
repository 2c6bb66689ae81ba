namespace Runtime.Tests.Conduit;

/// <summary>Requests that the actions for articles refuse.</summary>
internal static class ArticleErrors
{
    public static async Task RunAsync(ConduitClient api, string name)
    {
        await WithoutTokenAsync(api);
        var token = await api.RegisterAsync(name);
        await UnknownAsync(api, $"articles/{name}-nothing", token);
        await BlankAsync(api, token);
        await SameTitleAsync(api, $"Twice {name}", token);
    }

    private static async Task WithoutTokenAsync(ConduitClient api)
    {
        var article = new { title = "x", description = "x", body = "x" };
        Answer[] answers =
        [
            await api.PostAsync("articles", new { article }),
            await api.PutAsync("articles/x", new { article }),
            await api.DeleteAsync("articles/x"),
            await api.GetAsync("articles/feed"),
            await api.PostAsync("articles/x/favorite"),
            await api.DeleteAsync("articles/x/favorite"),
            await api.PostAsync("articles/x/comments", new { comment = new { body = "x" } }),
            await api.DeleteAsync("articles/x/comments/1"),
        ];
        foreach (var answer in answers)
        {
            answer.IsError(401, "token", "is missing");
        }
    }

    private static async Task UnknownAsync(ConduitClient api, string path, string token)
    {
        Answer[] answers =
        [
            await api.GetAsync(path),
            await api.PutAsync(path, new { article = new { body = "x" } }, token),
            await api.DeleteAsync(path, token),
            await api.PostAsync($"{path}/favorite", token: token),
            await api.DeleteAsync($"{path}/favorite", token),
            await api.GetAsync($"{path}/comments"),
            await api.PostAsync($"{path}/comments", new { comment = new { body = "x" } }, token),
            await api.DeleteAsync($"{path}/comments/1", token),
        ];
        foreach (var answer in answers)
        {
            answer.IsError(404, "article", "not found");
        }
    }

    private static async Task BlankAsync(ConduitClient api, string token)
    {
        const string Blank = "can't be blank";
        (await AddAsync("", "x", "x")).IsError(422, "title", Blank).HasNo("errors.body");
        (await AddAsync("x", "", "x")).IsError(422, "description", Blank);
        (await AddAsync("x", "x", "")).IsError(422, "body", Blank);
        (await AddAsync("x", "x", "x", "")).IsError(422, "tagList", Blank);

        var slug = await api.PublishAsync(token, $"Blank {token[^8..]}");
        (await ChangeAsync(new { title = "" })).IsError(422, "title", Blank);
        (await ChangeAsync(new { tagList = (string[]?)null })).IsError(422, "tagList", Blank);
        (await api.DeleteAsync($"articles/{slug}", token)).Is(204);

        Task<Answer> AddAsync(string title, string description, string body, params string[] tagList) =>
            api.PostAsync("articles", new { article = new { title, description, body, tagList } }, token);

        Task<Answer> ChangeAsync(object article) => api.PutAsync($"articles/{slug}", new { article }, token);
    }

    private static async Task SameTitleAsync(ConduitClient api, string title, string token)
    {
        var first = await api.PublishAsync(token, title);
        var article = new { title, description = "x", body = "x" };
        var second = (await api.PostAsync("articles", new { article }, token)).Is(201)
            .HasOther("article.slug", first).HasCount("article.tagList", 0).Captured("article.slug");
        (await api.DeleteAsync($"articles/{first}", token)).Is(204);
        (await api.GetAsync($"articles/{second}")).Is(200).Has("article.title", title);
        (await api.DeleteAsync($"articles/{second}", token)).Is(204);
    }
}
