using System.Text.Json;
using Runtime.Tests.Processes.Servers;

namespace Runtime.Tests.Sockets;

/// <summary>A folder with the appsettings.json that each generation of a server reads when it starts: Kestrel's endpoints, by name.</summary>
internal sealed class EndpointSettings : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-endpoints-");

    internal string Folder => _folder.FullName;

    internal string SocketPath => Path.Combine(Folder, "app.sock");

    internal string UnixUrl => $"http://unix:{SocketPath}";

    /// <summary>What the next generation finds: the endpoint that the test's instruments know, and these.</summary>
    internal void Write(Uri main, params (string Name, string Url)[] endpoints)
    {
        var all = new Dictionary<string, object> { ["Main"] = new { Url = main.ToString() } };
        foreach ((string name, string url) in endpoints)
        {
            all[name] = new { Url = url };
        }

        Write(all);
    }

    internal void Write(IReadOnlyDictionary<string, object> endpoints) =>
        File.WriteAllText(Path.Combine(Folder, "appsettings.json"), JsonSerializer.Serialize(new { Kestrel = new { Endpoints = endpoints } }));

    /// <summary>For a server that reads the file: it lies in its content root.</summary>
    internal DemoOptions Options(System.Net.IPEndPoint main, Action<string> print, params (string Name, string Value)[] variables) => new()
    {
        Print = print,
        EndPoint = main,
        WorkingDirectory = Folder,
        Environment = variables.ToDictionary(variable => variable.Name, variable => (string?)variable.Value),
    };

    public void Dispose() => _folder.Delete(recursive: true);
}
