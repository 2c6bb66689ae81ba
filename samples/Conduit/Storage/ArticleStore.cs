using Conduit.Contracts;
using Microsoft.Data.Sqlite;

namespace Conduit.Storage;

/// <summary>The facts about an article that an action needs before it changes the article.</summary>
public sealed record ArticleKey(long Id, long Author);

/// <summary>Writes articles. <c>ArticleStore.Reading.cs</c> reads them.</summary>
public sealed partial class ArticleStore(Database database, TimeProvider time)
{
    /// <returns>The slug of the article.</returns>
    public string Add(ArticleDraft draft, long author)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var slug = FreeSlug(connection, draft.Title);
        var id = connection.First(
            """
            INSERT INTO articles (slug, title, description, body, created, updated, author)
            VALUES ($slug, $title, $description, $body, $now, $now, $author) RETURNING id
            """,
            row => row.GetInt64(0),
            ("$slug", slug),
            ("$title", draft.Title),
            ("$description", draft.Description),
            ("$body", draft.Body),
            ("$now", Now),
            ("$author", author));
        AddTags(connection, id, draft.TagList ?? []);
        transaction.Commit();
        return slug;
    }

    /// <returns>The slug of the article, which a new title changes.</returns>
    public string Change(ArticleKey article, ArticleChanges changes)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var slug = connection.First(
            """
            UPDATE articles SET
                slug = coalesce($slug, slug),
                title = coalesce($title, title),
                description = coalesce($description, description),
                body = coalesce($body, body),
                updated = $now
            WHERE id = $id RETURNING slug
            """,
            row => row.GetString(0),
            ("$id", article.Id),
            ("$slug", changes.Title is null ? null : FreeSlug(connection, changes.Title, article.Id)),
            ("$title", changes.Title),
            ("$description", changes.Description),
            ("$body", changes.Body),
            ("$now", Now))!;
        if (changes.TagList is { } tags)
        {
            connection.Execute("DELETE FROM tags WHERE article = $id", ("$id", article.Id));
            AddTags(connection, article.Id, tags);
        }

        transaction.Commit();
        return slug;
    }

    public void Remove(ArticleKey article) => Execute("DELETE FROM articles WHERE id = $article", ("$article", article.Id));

    public void Favorite(ArticleKey article, long user) => Execute(
        "INSERT INTO favorites (article, user) VALUES ($article, $user) ON CONFLICT DO NOTHING",
        ("$article", article.Id),
        ("$user", user));

    public void Unfavorite(ArticleKey article, long user) => Execute(
        "DELETE FROM favorites WHERE article = $article AND user = $user", ("$article", article.Id), ("$user", user));

    private long Now => time.GetUtcNow().UtcTicks;

    private void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = database.Open();
        connection.Execute(sql, parameters);
    }

    /// <remarks>No other request can take the slug meanwhile: SQLite has one writer at a time, and this transaction is it.</remarks>
    private static string FreeSlug(SqliteConnection connection, string title, long? article = null)
    {
        var slug = Slug.Of(title);
        var isTaken = connection.First(
            "SELECT EXISTS (SELECT 1 FROM articles WHERE slug = $slug AND id IS NOT $article)",
            row => row.GetBoolean(0),
            ("$slug", slug),
            ("$article", article));
        return isTaken ? Slug.Another(slug) : slug;
    }

    private static void AddTags(SqliteConnection connection, long article, IEnumerable<string> tags)
    {
        foreach (var (position, name) in tags.Distinct().Index())
        {
            connection.Execute(
                "INSERT INTO tags (article, position, name) VALUES ($article, $position, $name)",
                ("$article", article),
                ("$position", position),
                ("$name", name));
        }
    }
}
