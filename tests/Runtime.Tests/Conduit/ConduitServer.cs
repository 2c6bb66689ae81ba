using Runtime.Tests.Processes;

namespace Runtime.Tests.Conduit;

/// <summary>The sample with an empty database: the one from the build, or the native binary that GRACEFUL_CONDUIT names.</summary>
public sealed class ConduitServer : IAsyncLifetime
{
    private static readonly ServerBinary Binary = Environment.GetEnvironmentVariable("GRACEFUL_CONDUIT") is { Length: > 0 } named
        ? ServerBinary.Native(Path.Combine(Repository.Root, named))
        : ServerBinary.Jit(Path.Combine(JitBuild.FolderOf("samples/Conduit"), "Conduit.dll"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-conduit-");
    private DemoProcess? _process;

    internal DemoProcess Process => _process ?? throw new InvalidOperationException("The fixture has not been initialized.");

    public async Task InitializeAsync() => _process = await DemoProcess.StartAsync(Binary, new()
    {
        Environment = new Dictionary<string, string?>
        {
            ["Graceful__DrainTimeout"] = "00:00:30",
            ["Database__File"] = Path.Combine(_folder.FullName, "conduit.db"),

            // Authentication writes keys for data protection into the home directory.
            ["HOME"] = _folder.FullName,

            // The cost of a password is for attackers, not for tests.
            ["Passwords__IterationCount"] = "1000",
        },
    });

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
