using Instruments.Servers;

namespace Runtime.Tests.Processes;

/// <summary>
/// The demo as a native binary, published once per test run to artifacts/test/demo; or the one that the environment variable
/// GRACEFUL_DEMO names.
/// </summary>
public sealed class NativeDemo : IAsyncLifetime
{
    private ServerBinary? _binary;

    internal ServerBinary Binary => _binary ?? throw new InvalidOperationException("The fixture has not been initialized.");

    public async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("GRACEFUL_DEMO") is { Length: > 0 } named)
        {
            _binary = ServerBinary.Native(File.Exists(named)
                ? Path.GetFullPath(named)
                : throw new FileNotFoundException($"GRACEFUL_DEMO names '{named}', and there is no such file.", named));
            return;
        }

        string folder = await NativePublish.PublishAsync("samples/AotDemo", "artifacts/test/demo");
        _binary = ServerBinary.Native(Path.Combine(folder, "AotDemo"));
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>
/// The tests that start processes and put them under load: one at a time, and after all others, since they need both cores. Their
/// classes have the trait Category=Processes as well, so that <c>dotnet test --filter Category!=Processes</c> runs the fast tests.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealProcesses : ICollectionFixture<NativeDemo>
{
    public const string Name = "real processes";
}
