using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Instruments.Raw;

namespace Instruments.Servers;

/// <summary>Polls every 2 ms, for conditions without an event.</summary>
internal static class Until
{
    /// <summary>Gets the limit of each wait in a test, far above any expected duration: it ends a test that hangs.</summary>
    internal static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    internal static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(condition, () => what);

    internal static Task TrueAsync(Func<bool> condition, Func<string> what) =>
        TrueAsync(() => Task.FromResult(condition()), () => Task.FromResult(what()));

    internal static async Task TrueAsync(Func<Task<bool>> condition, Func<Task<string>> what)
    {
        long deadline = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!await condition())
        {
            if (Environment.TickCount64 > deadline)
            {
                throw new TimeoutException($"Waited {Limit.TotalSeconds:0} s for {await what()} in vain.");
            }

            await Task.Delay(2);
        }
    }

    /// <summary>Returns the first answer of a server that may not accept connections yet.</summary>
    internal static async Task<RawResponse> AnswersAsync(EndPoint endPoint, string path, Func<RawResponse, bool>? isWanted = null)
    {
        RawResponse? answer = null;
        await TrueAsync(
            async () =>
            {
                try
                {
                    answer = await RawConnection.GetAsync(endPoint, path);
                    return isWanted?.Invoke(answer) != false;
                }
                catch (Exception notYet) when (notYet is SocketException or EndOfStreamException)
                {
                    return false;
                }
            },
            () => Task.FromResult($"an answer of {endPoint}"));
        return answer!;
    }

    /// <summary>Returns when a process accepts connections; throws when it has ended before.</summary>
    internal static Task AcceptsAsync(EndPoint endPoint, Process process, Func<string>? output = null) => TrueAsync(
        async () =>
        {
            try
            {
                using RawConnection connection = await RawConnection.ConnectAsync(endPoint);
                return true;
            }
            catch (SocketException)
            {
                return process.HasExited
                    ? throw new InvalidOperationException($"The process has ended with exit code {process.ExitCode}. {output?.Invoke()}")
                    : false;
            }
        },
        () => Task.FromResult($"{endPoint} to accept"));
}
