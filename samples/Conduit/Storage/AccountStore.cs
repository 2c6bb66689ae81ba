using Conduit.Errors;
using Microsoft.Data.Sqlite;

namespace Conduit.Storage;

public sealed record Account(long Id, string Username, string Email, string PasswordHash, string? Bio, string? Image);

public sealed class AccountStore(Database database)
{
    private const string Select = "SELECT id, username, email, password, bio, image FROM users ";

    /// <summary>Returns an account that exists, such as that of a valid token.</summary>
    public Account Get(long id)
    {
        using var connection = database.Open();
        return connection.First(Select + "WHERE id = $id", Read, ("$id", id))
            ?? throw new InvalidOperationException($"There is no account {id}.");
    }

    public Account? FindByEmail(string email)
    {
        using var connection = database.Open();
        return connection.First(Select + "WHERE email = $email", Read, ("$email", email));
    }

    /// <exception cref="TakenException">Another account has the name or the address.</exception>
    public Account Add(string username, string email, string passwordHash)
    {
        using var connection = database.Open();
        return Unique(() => connection.First(
            """
            INSERT INTO users (username, email, password) VALUES ($username, $email, $password)
            RETURNING id, username, email, password, bio, image
            """,
            Read,
            ("$username", username),
            ("$email", email),
            ("$password", passwordHash))!);
    }

    /// <exception cref="TakenException">Another account has the name or the address.</exception>
    public void Update(Account account)
    {
        using var connection = database.Open();
        Unique(() => connection.Execute(
            """
            UPDATE users SET username = $username, email = $email, password = $password, bio = $bio, image = $image WHERE id = $id
            """,
            ("$id", account.Id),
            ("$username", account.Username),
            ("$email", account.Email),
            ("$password", account.PasswordHash),
            ("$bio", account.Bio),
            ("$image", account.Image)));
    }

    private static Account Read(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetStringOrNull(4), row.GetStringOrNull(5));

    /// <summary>The unique indexes decide, so that two requests at the same moment cannot take one name.</summary>
    private static T Unique<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (SqliteException exception) when (exception.SqliteExtendedErrorCode == SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE)
        {
            throw new TakenException(exception.Message.Contains("users.email", StringComparison.Ordinal) ? "email" : "username", exception);
        }
    }
}
