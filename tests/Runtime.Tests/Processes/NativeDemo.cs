using System.Collections;
using System.Diagnostics;
using Runtime.Tests.Processes.Servers;

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

        string folder = Path.Combine(Repository.Root, "artifacts", "test", "demo");
        await PublishAsync(folder);
        _binary = ServerBinary.Native(Path.Combine(folder, "AotDemo"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task PublishAsync(string folder)
    {
        if (Tool.Find("gcc") is null && Tool.Find("clang") is null)
        {
            throw new InvalidOperationException("The tests with real processes publish the demo as a native binary, which takes gcc or clang "
                + "to link, and neither is on the PATH. Install one (Debian: apt install gcc zlib1g-dev), or name a binary in GRACEFUL_DEMO.");
        }

        Directory.CreateDirectory(folder);
        using FileStream turn = await TakeTurnAsync(folder + ".lock");
        var start = new ProcessStartInfo(ServerBinary.Dotnet)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["publish", "samples/AotDemo", "-p:PublishAot=true", "-o", folder, "--nologo"])
        {
            start.ArgumentList.Add(argument);
        }

        // `dotnet test` leads its own MSBuild to its SDK by variables, which would mislead this one.
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (((string)variable.Key).StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            {
                start.Environment.Remove((string)variable.Key);
            }
        }

        using Process publish = Process.Start(start)!;
        Task<string> output = publish.StandardOutput.ReadToEndAsync();
        Task<string> errors = publish.StandardError.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"'dotnet {string.Join(' ', start.ArgumentList)}' in {Repository.Root} has failed with exit code "
                + $"{publish.ExitCode}:\n{await output}\n{await errors}");
        }
    }

    /// <summary>Two test runs at once would write the same files: the second waits for the first.</summary>
    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(200);
            }
        }
    }
}

/// <summary>
/// The tests that start processes and put them under load: one at a time, and after all others, since they need both cores.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealProcesses : ICollectionFixture<NativeDemo>
{
    public const string Name = "real processes";
}
