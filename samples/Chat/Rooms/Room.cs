using System.Text.Json;

namespace Chat.Rooms;

/// <summary>
/// The messages of the room, in a file to which messages are only appended: one JSON object in each line.
/// </summary>
/// <remarks>
/// During a restart two processes serve members of the room for a moment. Both append to the file and both read it, so that the order of
/// its lines is the order of the room. A lock on the file makes an append atomic; the kernel releases it when a process dies. A
/// process sees the messages of the other one within <see cref="Interval"/>. The history is kept in memory as well and has no limit.
/// </remarks>
internal sealed class Room : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly FileStream _file;
    private readonly Timer _reading;
    private readonly List<Message> _messages = [];
    private TaskCompletionSource _more = NewSource();

    internal Room(string path)
    {
        _file = new FileStream(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        ReadAppended();
        _reading = new Timer(_ => ReadAppended(), null, Interval, Interval);
    }

    /// <summary>Gets the number of the last message.</summary>
    internal long Last
    {
        get
        {
            lock (_lock)
            {
                return _messages.Count;
            }
        }
    }

    /// <summary>Appends a message. It is in the file when the method returns.</summary>
    internal void Append(Message message)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, ChatJson.Default.Message), (byte)'\n'];
        lock (_lock)
        {
            LockFile();
            try
            {
                // The end of the last whole line. A process that died while it wrote may have left a part of a line after it.
                ReadLines();
                _file.SetLength(_file.Position);
                _file.Write(line);
                Add(message);
            }
            finally
            {
                _file.Unlock(0, 1);
            }
        }
    }

    /// <summary>Waits for messages after the number, and returns them with the number of the first one.</summary>
    internal async ValueTask<(long First, Message[] Messages)> ReadAfterAsync(long number, CancellationToken cancellation)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_messages.Count > number)
                {
                    return (number + 1, [.. _messages[(int)number..]]);
                }

                more = _more.Task;
            }

            await more.WaitAsync(cancellation);
        }
    }

    public void Dispose()
    {
        _reading.Dispose();
        lock (_lock)
        {
            _file.Dispose();
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void ReadAppended()
    {
        lock (_lock)
        {
            var isOpen = _file.CanRead;
            if (isOpen)
            {
                ReadLines();
            }
        }
    }

    /// <summary>Reads whole lines from the position of the stream on, and leaves the position after the last of them.</summary>
    private void ReadLines()
    {
        var start = _file.Position;
        if (_file.Length <= start)
        {
            return;
        }

        var bytes = new byte[_file.Length - start];
        var rest = bytes.AsSpan(0, _file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        for (int length; (length = rest.IndexOf((byte)'\n') + 1) > 0; start += length)
        {
            Add(JsonSerializer.Deserialize(rest[..length], ChatJson.Default.Message)!);
            rest = rest[length..];
        }

        _file.Position = start;
    }

    private void Add(Message message)
    {
        _messages.Add(message);
        var more = _more;
        _more = NewSource();
        more.SetResult();
    }

    /// <summary>The other process releases the lock within microseconds.</summary>
    private void LockFile()
    {
        while (true)
        {
            try
            {
                _file.Lock(0, 1);
                return;
            }
            catch (IOException)
            {
                Thread.Yield();
            }
        }
    }
}
