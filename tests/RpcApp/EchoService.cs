using System.Globalization;
using Graceful;
using Grpc.Core;
using Rpc;

/// <summary>Calls of every kind. Follow is the recipe of docs/grpc-and-signalr.md.</summary>
internal sealed class EchoService(IGraceful graceful) : Echo.EchoBase
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public override Task<Reply> Say(Message request, ServerCallContext context) => Task.FromResult(Reply(request.Text));

    public override async Task Count(Rpc.Range request, IServerStreamWriter<Reply> responseStream, ServerCallContext context)
    {
        for (int i = 0; i < request.Count; i++)
        {
            await responseStream.WriteAsync(Reply(request.From + i), context.CancellationToken);
            await Task.Delay(Pause, context.CancellationToken);
        }
    }

    public override async Task Talk(
        IAsyncStreamReader<Message> requestStream, IServerStreamWriter<Reply> responseStream, ServerCallContext context)
    {
        await foreach (Message message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(Reply(message.Text), context.CancellationToken);
        }
    }

    public override async Task Follow(Rpc.Range request, IServerStreamWriter<Reply> responseStream, ServerCallContext context)
    {
        CancellationToken restart = graceful.HandoverBegins;
        for (int i = request.From; !restart.IsCancellationRequested; i++)
        {
            await responseStream.WriteAsync(Reply(i), context.CancellationToken);
            await Task.Delay(Pause, context.CancellationToken);
        }

        throw new RpcException(new Status(StatusCode.Unavailable, "The server restarts: call again."));
    }

    private static Reply Reply(int number) => Reply(number.ToString(CultureInfo.InvariantCulture));

    private static Reply Reply(string text) => new() { Process = Environment.ProcessId, Text = text };
}
