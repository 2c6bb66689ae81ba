using Conduit.Contracts;
using Microsoft.Data.Sqlite;

namespace Conduit.Storage;

public sealed class ProfileStore(Database database)
{
    /// <summary>The columns of a profile in a statement with the user <c>u</c>, seen by <c>$reader</c>.</summary>
    internal const string Columns =
        "u.username, u.bio, u.image, EXISTS (SELECT 1 FROM follows WHERE follower = $reader AND followed = u.id)";

    public Profile? Find(string username, long? reader)
    {
        using var connection = database.Open();
        return connection.First(
            $"SELECT {Columns} FROM users u WHERE u.username = $username",
            row => Read(row, 0),
            ("$username", username),
            ("$reader", reader));
    }

    public void Follow(string username, long reader)
    {
        using var connection = database.Open();
        connection.Execute(
            "INSERT INTO follows (follower, followed) SELECT $reader, id FROM users WHERE username = $username ON CONFLICT DO NOTHING",
            ("$username", username),
            ("$reader", reader));
    }

    public void Unfollow(string username, long reader)
    {
        using var connection = database.Open();
        connection.Execute(
            "DELETE FROM follows WHERE follower = $reader AND followed = (SELECT id FROM users WHERE username = $username)",
            ("$username", username),
            ("$reader", reader));
    }

    /// <summary>Reads <see cref="Columns"/> from the position of the first one on.</summary>
    internal static Profile Read(SqliteDataReader row, int first) =>
        new(row.GetString(first), row.GetStringOrNull(first + 1), row.GetStringOrNull(first + 2), row.GetBoolean(first + 3));
}
