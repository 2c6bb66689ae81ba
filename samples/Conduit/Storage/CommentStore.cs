using Conduit.Contracts;
using Microsoft.Data.Sqlite;

namespace Conduit.Storage;

public sealed class CommentStore(Database database, TimeProvider time)
{
    private const string Select = $"""
        SELECT c.id, c.created, c.body, {ProfileStore.Columns}
        FROM comments c JOIN users u ON u.id = c.author
        """;

    /// <summary>Returns the comments of an article, the oldest first.</summary>
    public CommentList List(ArticleKey article, long? reader)
    {
        using var connection = database.Open();
        return new CommentList(connection.All(
            Select + " WHERE c.article = $article ORDER BY c.id", Read, ("$article", article.Id), ("$reader", reader)));
    }

    public Comment Add(ArticleKey article, string body, long author)
    {
        using var connection = database.Open();
        var id = connection.First(
            "INSERT INTO comments (body, created, author, article) VALUES ($body, $now, $author, $article) RETURNING id",
            row => row.GetInt64(0),
            ("$body", body),
            ("$now", time.GetUtcNow().UtcTicks),
            ("$author", author),
            ("$article", article.Id));
        return connection.First(Select + " WHERE c.id = $id", Read, ("$id", id), ("$reader", author))!;
    }

    /// <returns>The id of the author; null when the article has no such comment.</returns>
    public long? FindAuthor(ArticleKey article, long id)
    {
        using var connection = database.Open();
        return connection.First(
            "SELECT author FROM comments WHERE id = $id AND article = $article",
            row => (long?)row.GetInt64(0),
            ("$id", id),
            ("$article", article.Id));
    }

    public void Remove(long id)
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM comments WHERE id = $id", ("$id", id));
    }

    /// <remarks>A comment does not change after its creation.</remarks>
    private static Comment Read(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetTime(1), row.GetTime(1), row.GetString(2), ProfileStore.Read(row, 3));
}
