using System.Diagnostics;
using System.Text.RegularExpressions;
using Instruments.Servers;

namespace Runtime.Tests.Chat;

/// <summary>A Chromium without a window, driven by the DevTools protocol.</summary>
internal sealed partial class Browser : IAsyncDisposable
{
    /// <summary>The name of the program, and of its package in Debian.</summary>
    internal const string Program = "chromium";

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("graceful-chromium-");
    private readonly Process _process;
    private readonly ServerLog _output = new();
    private readonly Task _reading;
    private DevTools? _tools;

    private Browser(string program)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={_profile.FullName}",

                // Containers have no user namespaces for the sandbox and little /dev/shm. The pages are ours.
                "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-default-apps", "--disable-extensions", "--disable-breakpad", "--password-store=basic", "--no-proxy-server",

                // Both tabs run at full speed, although only one of them is in front.
                "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
                "about:blank",
            },
        };
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(
            _output.ReadAsync(_process.StandardOutput.BaseStream), _output.ReadAsync(_process.StandardError.BaseStream));
    }

    internal static async Task<Browser> StartAsync()
    {
        var browser = new Browser(Tool.Find(Program)!);
        try
        {
            var listening = browser._output.WhenAsync(Listening(), from: 0, Until.Limit);
            if (await Task.WhenAny(listening, browser._process.WaitForExitAsync()) != listening)
            {
                throw new InvalidOperationException($"Chromium exited with {browser._process.ExitCode} at its start:\n{browser._output}");
            }

            browser._tools = await DevTools.ConnectAsync(new Uri((await listening).Match.Groups[1].Value), Until.Limit);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a page in a new tab, and returns when it is loaded.</summary>
    internal async Task<Tab> OpenAsync(Uri address)
    {
        var target = await _tools!.SendAsync("Target.createTarget", new() { ["url"] = address.AbsoluteUri });
        var attached = await _tools.SendAsync(
            "Target.attachToTarget", new() { ["targetId"] = target["targetId"]!.GetValue<string>(), ["flatten"] = true });
        var tab = new Tab(_tools, attached["sessionId"]!.GetValue<string>());
        await tab.LoadedAsync(address);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        if (_tools is not null)
        {
            await _tools.DisposeAsync();
        }

        // With its helpers, which it has started.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(Until.Limit);

        // A helper of the helpers may have the pipes open for a moment, and may still write to the profile.
        await _reading.WaitAsync(Until.Limit);
        _process.Dispose();
        try
        {
            _profile.Delete(recursive: true);
        }
        catch (IOException)
        {
            // In the temporary folder: it does not matter.
        }
    }

    public override string ToString() => _output.ToString();

    [GeneratedRegex(@"DevTools listening on (ws://\S+)")]
    private static partial Regex Listening();
}
