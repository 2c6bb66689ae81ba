using System.IO.Pipelines;
using Graceful.Transport;

namespace Runtime.Tests.Transport;

/// <summary>A client that pipelines without end must not keep a thread of the pool.</summary>
public sealed class RequestBoundaryReaderTests
{
    [Fact]
    public async Task After_so_many_reads_that_find_bytes_one_waits_for_its_turn()
    {
        await using var server = await HandoverServer.StartAsync("one");
        using var client = await Instruments.Raw.RawConnection.ConnectAsync(server.EndPoint);
        await client.GetAsync("/who");
        var connection = Assert.Single(server.Gate.Snapshot());
        var pipe = new Pipe();
        var reader = new RequestBoundaryReader(pipe.Reader, connection, isInline: false);
        await pipe.Writer.WriteAsync(new byte[1000]);
        for (var turn = 0; turn < 3; turn++)
        {
            for (var i = 1; i < RequestBoundaryReader.ReadsPerTurn; i++)
            {
                await ReadOneAsync(reader, isSynchronous: true);
            }

            await ReadOneAsync(reader, isSynchronous: false);
        }

        Assert.Equal(3 * RequestBoundaryReader.ReadsPerTurn, reader.Consumed);
        Assert.False(reader.IsWaiting);
    }

    private static async Task ReadOneAsync(RequestBoundaryReader reader, bool isSynchronous)
    {
        var reading = reader.ReadAsync();
        Assert.Equal(isSynchronous, reading.IsCompletedSuccessfully);
        var result = await reading;
        reader.AdvanceTo(result.Buffer.GetPosition(1));
    }
}
