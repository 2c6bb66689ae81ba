namespace Runtime.Tests.Conduit;

/// <summary>Favorites, and the list of them.</summary>
internal static class FavoriteFlow
{
    public static async Task RunAsync(ConduitClient api, string name)
    {
        var token = await api.RegisterAsync(name);
        var slug = await api.PublishAsync(token, $"Liked {name}", $"tag-{name}");
        var path = $"articles/{slug}";

        IsFavorite(await api.PostAsync($"{path}/favorite", token: token), name, favorited: true, count: 1);
        IsFavorite(await api.PostAsync($"{path}/favorite", token: token), name, favorited: true, count: 1);
        IsFavorite(await api.GetAsync(path, token), name, favorited: true, count: 1);
        IsFavorite(await api.GetAsync(path), name, favorited: false, count: 1);
        (await api.GetAsync($"articles?favorited={name}")).Is(200).Has("articlesCount", 1)
            .HasListed("articles.0", name).Has("articles.0.favorited", false).Has("articles.0.favoritesCount", 1);
        (await api.GetAsync($"articles?favorited={name}", token)).Is(200).Has("articles.0.slug", slug).Has("articles.0.favorited", true);

        IsFavorite(await api.DeleteAsync($"{path}/favorite", token), name, favorited: false, count: 0);
        IsFavorite(await api.GetAsync(path, token), name, favorited: false, count: 0);
        (await api.GetAsync($"articles?favorited={name}")).Is(200).Has("articlesCount", 0);
        (await api.DeleteAsync(path, token)).Is(204);
    }

    private static void IsFavorite(Answer answer, string author, bool favorited, int count) => answer.Is(200)
        .HasArticle("article", author).HasCount("article.tagList", 1)
        .Has("article.favorited", favorited).Has("article.favoritesCount", count);
}
