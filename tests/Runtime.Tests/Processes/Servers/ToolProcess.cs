using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Runtime.Tests.Processes.Posix;
using Runtime.Tests.Processes.Raw;
using Tmds.Linux;

namespace Runtime.Tests.Processes.Servers;

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
    internal async Task AcceptsAsync(EndPoint endPoint)
    {
        for (bool accepts = false; !accepts; )
        {
            try
            {
                using RawConnection connection = await RawConnection.ConnectAsync(endPoint);
                accepts = true;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                if (_process.HasExited)
                {
                    throw new InvalidOperationException($"The program has ended with exit code {await ExitAsync()}:\n{Output}");
                }

                await Task.Delay(2);
            }
        }
    }

    /// <summary>Completes when the program has exited and its output has ended.</summary>
    internal async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(DemoProcess.Limit);
        await _reading.WaitAsync(DemoProcess.Limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = LibC.kill(_process.Id, LibC.SIGKILL);
            await _process.WaitForExitAsync().WaitAsync(DemoProcess.Limit);
        }

        // A process that the program has started may hold its output, and outlive it.
        await _reading.WaitAsync(DemoProcess.Limit);
        _process.Dispose();
    }
}
