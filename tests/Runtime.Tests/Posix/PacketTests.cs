using Graceful.Posix;
using Tmds.Linux;

namespace Runtime.Tests.Posix;

/// <summary>Packets keep their boundaries, carry descriptors, and report the end.</summary>
public sealed class PacketTests : IDisposable
{
    private readonly int _ours;
    private readonly byte[] _buffer = new byte[64];
    private int _theirs;

    public PacketTests() => (_ours, _theirs) = Packet.CreateChannel();

    [Fact]
    public void Packets_keep_their_boundaries()
    {
        Assert.Equal(0, Packet.TrySend(_ours, "one"u8));
        Assert.Equal(0, Packet.TrySend(_ours, "three"u8));
        Assert.Equal("one", Receive(out _));
        Assert.Equal("three", Receive(out var fd));
        Assert.Equal(-1, fd);
        Assert.Equal(-LibC.EAGAIN, Packet.TryReceive(_theirs, _buffer, out _));
    }

    /// <summary>The receiver lives, and the message is sent again later.</summary>
    [Fact]
    public void A_shortage_is_temporary_and_the_end_of_the_receiver_is_not()
    {
        Assert.All([LibC.EAGAIN, LibC.ENOBUFS, LibC.ENOMEM, LibC.ETOOMANYREFS], errno => Assert.True(Packet.IsTemporary(errno)));
        Assert.All([0, LibC.EPIPE, LibC.ECONNRESET, LibC.EMSGSIZE], errno => Assert.False(Packet.IsTemporary(errno)));
    }

    [Fact]
    public unsafe void A_descriptor_travels_and_is_close_on_exec()
    {
        using var wakeUp = new WakeUp();
        wakeUp.Set();
        Assert.Equal(0, Packet.TrySend(_ours, "fd"u8, wakeUp.Fd));
        Assert.Equal("fd", Receive(out var fd));
        Assert.NotEqual(wakeUp.Fd, fd);
        Assert.Equal(LibC.FD_CLOEXEC, LibC.fcntl(fd, LibC.F_GETFD));

        // The same eventfd under another number.
        ulong count = 0;
        Assert.Equal(sizeof(ulong), LibC.read(fd, &count, sizeof(ulong)));
        Assert.Equal(1ul, count);
        Descriptor.Close(fd);
    }

    [Fact]
    public void A_descriptor_travels_alone()
    {
        using var wakeUp = new WakeUp();
        Assert.Equal(0, Packet.TrySend(_ours, "fd"u8, wakeUp.Fd));
        var descriptors = ReceiveDescriptors();
        Assert.Single(descriptors);
        Descriptor.Close(descriptors[0]);
    }

    [Fact]
    public unsafe void Of_two_descriptors_in_one_message_the_second_is_closed()
    {
        var pipe = stackalloc int[2];
        PosixException.Check(LibC.pipe2(pipe, LibC.O_CLOEXEC), "pipe2");
        using var wakeUp = new WakeUp();
        SendTwo(wakeUp.Fd, pipe[1]);
        Assert.Equal("two", Receive(out var fd));
        Descriptor.Close(pipe[1]);

        // Nothing else refers to the writing end, so the reading end is at its end.
        Assert.True(PollSet.IsHungUp(pipe[0]));
        Descriptor.Close(pipe[0]);
        Descriptor.Close(fd);
    }

    [Fact]
    public void A_descriptor_in_flight_survives_its_sender()
    {
        var (left, right) = Packet.CreateChannel();
        Assert.Equal(0, Packet.TrySend(_ours, "fd"u8, left));
        Descriptor.Close(left);
        Receive(out var fd);
        Assert.Equal(0, Packet.TrySend(fd, "through"u8));
        Assert.Equal(7, Packet.TryReceive(right, _buffer, out _));
        Descriptor.Close(fd);
        Descriptor.Close(right);
    }

    [Fact]
    public void A_full_channel_returns_EAGAIN_and_loses_nothing()
    {
        var sent = 0;
        int errno;
        while ((errno = Packet.TrySend(_ours, BitConverter.GetBytes(sent))) == 0)
        {
            sent++;
        }

        Assert.Equal(LibC.EAGAIN, errno);
        for (var i = 0; i < sent; i++)
        {
            Assert.Equal(sizeof(int), Packet.TryReceive(_theirs, _buffer, out _));
            Assert.Equal(i, BitConverter.ToInt32(_buffer));
        }

        Assert.Equal(-LibC.EAGAIN, Packet.TryReceive(_theirs, _buffer, out _));
    }

    [Fact]
    public void The_end_of_the_other_side_is_zero_to_read_and_EPIPE_to_write()
    {
        Assert.Equal(0, Packet.TrySend(_theirs, "last"u8));
        Descriptor.Close(_theirs);
        _theirs = -1;
        Assert.Equal(4, Packet.TryReceive(_ours, _buffer, out _));
        Assert.Equal(0, Packet.TryReceive(_ours, _buffer, out _));
        Assert.Equal(LibC.EPIPE, Packet.TrySend(_ours, "x"u8));
    }

    /// <summary>Linux' own order, on which the channel's two ends rely: the error first, and once.</summary>
    [Fact]
    public void An_end_with_packets_unread_is_reported_once_before_the_packets_sent()
    {
        Assert.Equal(0, Packet.TrySend(_ours, "unread"u8));
        Assert.Equal(0, Packet.TrySend(_theirs, "last"u8));
        Descriptor.Close(_theirs);
        _theirs = -1;
        Assert.Equal(-LibC.ECONNRESET, Packet.TryReceive(_ours, _buffer, out _));
        Assert.Equal(4, Packet.TryReceive(_ours, _buffer, out _));
        Assert.Equal(0, Packet.TryReceive(_ours, _buffer, out _));
    }

    [Fact]
    public void Both_ends_are_close_on_exec() => Assert.All(
        new[] { _ours, _theirs },
        fd => Assert.Equal(LibC.FD_CLOEXEC, LibC.fcntl(fd, LibC.F_GETFD)));

    public void Dispose()
    {
        Descriptor.Close(_ours);
        if (_theirs >= 0)
        {
            Descriptor.Close(_theirs);
        }
    }

    private string Receive(out int fd)
    {
        var length = Packet.TryReceive(_theirs, _buffer, out fd);
        Assert.True(length > 0, $"{length}");
        return System.Text.Encoding.ASCII.GetString(_buffer, 0, length);
    }

    /// <summary>Receives a message without <see cref="Packet"/>, which closes all descriptors but the first.</summary>
    private unsafe int[] ReceiveDescriptors()
    {
        const int Room = 64;
        var control = stackalloc nuint[Room];
        fixed (byte* text = _buffer)
        {
            var vector = new iovec { iov_base = text, iov_len = _buffer.Length };
            var header = new msghdr { msg_iov = &vector, msg_iovlen = 1, msg_control = control };
            header.msg_controllen = Room * sizeof(nuint);
            Assert.True((long)LibC.recvmsg(_theirs, &header, LibC.MSG_CMSG_CLOEXEC) > 0);
            var rights = LibC.CMSG_FIRSTHDR(&header);
            Assert.Equal(LibC.SCM_RIGHTS, rights->cmsg_type);
            return new Span<int>(LibC.CMSG_DATA(rights), ((int)rights->cmsg_len - sizeof(cmsghdr)) / sizeof(int)).ToArray();
        }
    }

    private unsafe void SendTwo(int first, int second)
    {
        var control = stackalloc nuint[LibC.CMSG_SPACE(2 * sizeof(int)) / sizeof(nuint)];
        fixed (byte* text = "two"u8)
        {
            var vector = new iovec { iov_base = text, iov_len = 3 };
            var header = new msghdr { msg_iov = &vector, msg_iovlen = 1, msg_control = control };
            header.msg_controllen = LibC.CMSG_SPACE(2 * sizeof(int));
            var rights = LibC.CMSG_FIRSTHDR(&header);
            rights->cmsg_level = LibC.SOL_SOCKET;
            rights->cmsg_type = LibC.SCM_RIGHTS;
            rights->cmsg_len = LibC.CMSG_LEN(2 * sizeof(int));
            ((int*)LibC.CMSG_DATA(rights))[0] = first;
            ((int*)LibC.CMSG_DATA(rights))[1] = second;
            Assert.Equal(3, (int)LibC.sendmsg(_ours, &header, 0));
        }
    }
}
