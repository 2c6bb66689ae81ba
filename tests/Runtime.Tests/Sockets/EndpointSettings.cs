using System.Text.Json;
using Instruments.Posix;
using Instruments.Servers;
using Tmds.Linux;

namespace Runtime.Tests.Sockets;

/// <summary>
/// A folder with the appsettings.json that each generation of a server reads when it starts: Kestrel's endpoints, by name.
/// </summary>
internal sealed class EndpointSettings : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-endpoints-");

    internal string Folder => _folder.FullName;

    internal string SocketPath => Path.Combine(Folder, "app.sock");

    internal string UnixUrl => $"http://unix:{SocketPath}";

    /// <summary>Writes the settings of the next generation: the endpoint that the test's clients use, and these.</summary>
    internal void Write(Uri main, params (string Name, string Url)[] endpoints) => Write(Named(main, endpoints));

    internal void Write(IReadOnlyDictionary<string, object> endpoints) => File.WriteAllText(FilePath, Json(endpoints));

    /// <summary>The next generation does not get beyond the reading of its settings before they arrive.</summary>
    internal SettingsToCome WriteLater(Uri main, params (string Name, string Url)[] endpoints)
    {
        File.Delete(FilePath);
        Assert.Equal(0, Libc.mkfifo(FilePath, 0b110_000_000));
        return new(FilePath, Json(Named(main, endpoints)));
    }

    /// <summary>For a server that reads the file: it lies in its content root.</summary>
    internal DemoOptions Options(System.Net.IPEndPoint main, Action<string> print, params (string Name, string Value)[] variables) => new()
    {
        Print = print,
        EndPoint = main,
        WorkingDirectory = Folder,
        Environment = variables.ToDictionary(variable => variable.Name, variable => (string?)variable.Value),
    };

    private string FilePath => Path.Combine(Folder, "appsettings.json");

    private static Dictionary<string, object> Named(Uri main, (string Name, string Url)[] endpoints)
    {
        var all = new Dictionary<string, object> { ["Main"] = new { Url = main.ToString() } };
        foreach ((string name, string url) in endpoints)
        {
            all[name] = new { Url = url };
        }

        return all;
    }

    private static string Json(IReadOnlyDictionary<string, object> endpoints) =>
        JsonSerializer.Serialize(new { Kestrel = new { Endpoints = endpoints } });

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>Replaces the file by a pipe: a reader waits for its content. A configuration reads its files more than once.</summary>
internal sealed class SettingsToCome(string path, string json)
{
    /// <param name="before">Runs while a reader already waits.</param>
    internal Task ArriveAsync(Action? before = null) => Task.Run(async () =>
    {
        await using var reader = new StreamWriter(new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
        before?.Invoke();
        string file = path + ".new";
        await File.WriteAllTextAsync(file, json);
        File.Move(file, path, overwrite: true);
        await reader.WriteAsync(json);
    });
}
