using System.Text.Json;
using Conduit.Contracts;
using Microsoft.Data.Sqlite;

namespace Conduit.Storage;

public sealed partial class ArticleStore
{
    private const string Columns = $"""
        a.slug, a.title, a.description, a.created, a.updated,
        (SELECT json_group_array(name ORDER BY position) FROM tags WHERE article = a.id),
        (SELECT count(*) FROM favorites WHERE article = a.id),
        EXISTS (SELECT 1 FROM favorites WHERE article = a.id AND user = $reader),
        {ProfileStore.Columns}
        """;

    private const string From = " FROM articles a JOIN users u ON u.id = a.author ";

    private const string Filtered = """
        WHERE ($author IS NULL OR u.username = $author)
        AND ($tag IS NULL OR EXISTS (SELECT 1 FROM tags WHERE article = a.id AND name = $tag))
        AND ($favorited IS NULL OR EXISTS (
            SELECT 1 FROM favorites f JOIN users r ON r.id = f.user WHERE f.article = a.id AND r.username = $favorited))
        """;

    private const string Followed = "WHERE EXISTS (SELECT 1 FROM follows WHERE follower = $reader AND followed = a.author)";

    public ArticleKey? Find(string slug)
    {
        using var connection = database.Open();
        return connection.First(
            "SELECT id, author FROM articles WHERE slug = $slug",
            row => new ArticleKey(row.GetInt64(0), row.GetInt64(1)),
            ("$slug", slug));
    }

    /// <param name="slug">The slug of the article.</param>
    /// <param name="reader">The current user; null for none.</param>
    public Article? Read(string slug, long? reader)
    {
        using var connection = database.Open();
        return connection.First(
            $"SELECT {Columns}, a.body {From} WHERE a.slug = $slug",
            row => ReadArticle(row) with { Body = row.GetString(12) },
            ("$slug", slug),
            ("$reader", reader));
    }

    /// <summary>Returns the articles that the filter selects, the newest first.</summary>
    public ArticleList List(ArticleFilter filter, Page page, long? reader) => List(
        Filtered,
        page,
        ("$reader", reader),
        ("$author", filter.Author),
        ("$tag", filter.Tag),
        ("$favorited", filter.Favorited));

    /// <summary>Returns the articles of the users whom the reader follows, the newest first.</summary>
    public ArticleList Feed(Page page, long reader) => List(Followed, page, ("$reader", reader));

    public TagList Tags()
    {
        using var connection = database.Open();
        return new TagList(connection.All("SELECT DISTINCT name FROM tags ORDER BY name", row => row.GetString(0)));
    }

    private ArticleList List(string where, Page page, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = database.Open();

        // The page and the number of articles are of the same moment.
        using var transaction = connection.BeginTransaction(deferred: true);
        var count = connection.First($"SELECT count(*) {From} {where}", row => row.GetInt32(0), parameters);
        var articles = connection.All(
            $"SELECT {Columns} {From} {where} ORDER BY a.id DESC LIMIT $limit OFFSET $offset",
            ReadArticle,
            [.. parameters, ("$limit", page.Limit), ("$offset", page.Offset)]);
        return new ArticleList(articles, count);
    }

    private static Article ReadArticle(SqliteDataReader row) => new(
        Slug: row.GetString(0),
        Title: row.GetString(1),
        Description: row.GetString(2),
        Body: null,
        TagList: JsonSerializer.Deserialize(row.GetString(5), ConduitJson.Default.StringArray)!,
        CreatedAt: row.GetTime(3),
        UpdatedAt: row.GetTime(4),
        Favorited: row.GetBoolean(7),
        FavoritesCount: row.GetInt32(6),
        Author: ProfileStore.Read(row, 8));
}
