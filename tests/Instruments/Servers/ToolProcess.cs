using System.Diagnostics;
using System.Net;
using Tmds.Linux;

namespace Instruments.Servers;

/// <summary>A program of others that a test needs, with all that it prints.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _reading;

    private ToolProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(Output.ReadAsync(process.StandardOutput.BaseStream), Output.ReadAsync(process.StandardError.BaseStream));
    }

    internal ServerLog Output { get; } = new();

    internal bool HasExited => _process.HasExited;

    internal static ToolProcess Start(string path, params string[] arguments)
        => new(Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!);

    /// <summary>As Ctrl+C does.</summary>
    internal void Interrupt() => _ = LibC.kill(_process.Id, LibC.SIGINT);

    /// <summary>Returns when the program accepts connections there.</summary>
    internal Task AcceptsAsync(EndPoint endPoint) => Until.AcceptsAsync(endPoint, _process, () => $"Its output:\n{Output}");

    /// <summary>Completes when the program has exited and its output has ended.</summary>
    internal async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Until.Limit);
        await _reading.WaitAsync(Until.Limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = LibC.kill(_process.Id, LibC.SIGKILL);
            await _process.WaitForExitAsync().WaitAsync(Until.Limit);
        }

        // A process that the program has started may hold its output, and outlive it.
        await _reading.WaitAsync(Until.Limit);
        _process.Dispose();
    }
}
