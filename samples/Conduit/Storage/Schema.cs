namespace Conduit.Storage;

/// <summary>Creates what is missing, so that every start can run it. Times are ticks of UTC.</summary>
internal static class Schema
{
    public const string Sql = """
        -- The old and the new process share the file during a restart: with a write-ahead log, readers and a writer run side by side.
        PRAGMA journal_mode = WAL;

        CREATE TABLE IF NOT EXISTS secrets (
            name TEXT PRIMARY KEY,
            value BLOB NOT NULL
        );
        CREATE TABLE IF NOT EXISTS users (
            id INTEGER PRIMARY KEY,
            username TEXT NOT NULL UNIQUE,
            email TEXT NOT NULL UNIQUE,
            password TEXT NOT NULL,
            bio TEXT,
            image TEXT
        );
        CREATE TABLE IF NOT EXISTS follows (
            follower INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
            followed INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
            PRIMARY KEY (follower, followed)
        ) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS articles (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            slug TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            description TEXT NOT NULL,
            body TEXT NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            author INTEGER NOT NULL REFERENCES users ON DELETE CASCADE
        );
        CREATE INDEX IF NOT EXISTS articles_by_author ON articles (author);
        CREATE TABLE IF NOT EXISTS tags (
            article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (article, position)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS tags_by_name ON tags (name);
        CREATE TABLE IF NOT EXISTS favorites (
            article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
            user INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
            PRIMARY KEY (article, user)
        ) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS favorites_by_user ON favorites (user);
        CREATE TABLE IF NOT EXISTS comments (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            body TEXT NOT NULL,
            created INTEGER NOT NULL,
            author INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
            article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE
        );
        CREATE INDEX IF NOT EXISTS comments_by_article ON comments (article);
        """;
}
