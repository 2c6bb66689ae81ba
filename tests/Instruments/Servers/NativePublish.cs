using System.Collections;
using System.Diagnostics;

namespace Instruments.Servers;

/// <summary><c>dotnet publish -p:PublishAot=true</c>, one at a time on this machine. An up-to-date publish takes a few seconds.</summary>
internal static class NativePublish
{
    /// <summary>Ends a publish that hangs; on one core it takes three minutes.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    /// <param name="project">The project's folder, relative to the repository's root.</param>
    /// <param name="folder">The output folder, relative to the repository's root.</param>
    /// <param name="further">Further arguments.</param>
    /// <returns>The folder's full path.</returns>
    internal static async Task<string> PublishAsync(string project, string folder, IReadOnlyList<string>? further = null)
    {
        if (Tool.Find("gcc") is null && Tool.Find("clang") is null)
        {
            throw new InvalidOperationException(
                $"Publishing {project} as a native binary takes gcc or clang to link, and neither is on the PATH. "
                + "Install one (Debian and Ubuntu: apt-get install gcc zlib1g-dev), or name a binary in GRACEFUL_DEMO.");
        }

        string target = Path.Combine(Repository.Root, folder);
        Directory.CreateDirectory(target);
        using FileStream turn = await TakeTurnAsync(Path.Combine(Repository.Root, "artifacts", "publish.lock"));
        var start = new ProcessStartInfo(
            ServerBinary.Dotnet, ["publish", project, "-p:PublishAot=true", "-o", target, "--nologo", .. further ?? []])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // `dotnet test` sets variables for its own MSBuild, which would mislead this one.
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
        var what = $"'dotnet {string.Join(' ', start.ArgumentList)}' in {Repository.Root}";
        try
        {
            await publish.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            publish.Kill(entireProcessTree: true);

            // A process that it has started may keep the pipes open.
            await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(TimeSpan.FromSeconds(10)));
            throw new TimeoutException($"{what} did not end within {Limit.TotalMinutes:0} minutes:\n{Read(output)}\n{Read(errors)}");
        }

        return publish.ExitCode == 0
            ? target
            : throw new InvalidOperationException($"{what} has failed with exit code {publish.ExitCode}:\n{await output}\n{await errors}");

        static string Read(Task<string> text) => text.IsCompletedSuccessfully ? text.Result : "(its output has not ended)";
    }

    /// <summary>Two concurrent test runs would write the same files: the second waits for the first.</summary>
    private static async Task<FileStream> TakeTurnAsync(string path)
    {
        long deadline = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.None);
            }
            catch (IOException) when (File.Exists(path) && Environment.TickCount64 < deadline)
            {
                await Task.Delay(200);
            }
        }
    }
}
