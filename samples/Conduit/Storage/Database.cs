using Microsoft.Data.Sqlite;

namespace Conduit.Storage;

/// <summary>The SQLite file of the app.</summary>
public sealed class Database
{
    private readonly string _connectionString;

    public Database(string file)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true }.ToString();
        using var connection = Open();
        connection.Execute(Schema.Sql);
    }

    /// <summary>Returns a connection of the pool. Dispose it to return it.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();

        // There is one writer at a time, and during a restart it may be the other process.
        connection.Execute("PRAGMA busy_timeout = 10000; PRAGMA synchronous = NORMAL");
        return connection;
    }

    /// <summary>Returns the secret with this name. The first process that reads it creates it.</summary>
    public byte[] Secret(string name, Func<byte[]> create)
    {
        using var connection = Open();
        connection.Execute(
            "INSERT INTO secrets (name, value) VALUES ($name, $value) ON CONFLICT DO NOTHING", ("$name", name), ("$value", create()));
        return connection.First("SELECT value FROM secrets WHERE name = $name", row => (byte[])row[0], ("$name", name))!;
    }
}
