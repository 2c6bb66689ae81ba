using Graceful.Posix;
using Tmds.Linux;

namespace Runtime.Tests.Posix;

/// <summary>Events with their tokens, and none after a removal.</summary>
public sealed class EpollSetTests : IDisposable
{
    private readonly EpollSet _epoll = new(capacity: 4);
    private readonly WakeUp _first = new();
    private readonly WakeUp _second = new();

    [Fact]
    public void An_event_carries_the_token_of_its_descriptor_whatever_its_size()
    {
        _epoll.Add(_first.Fd, LibC.EPOLLIN, ulong.MaxValue);
        _epoll.Add(_second.Fd, LibC.EPOLLIN, 0x1234_5678_9abc_def0);
        _second.Set();
        Assert.Equal(1, _epoll.Wait());
        Assert.Equal((LibC.EPOLLIN, 0x1234_5678_9abc_def0ul), _epoll[0]);

        _first.Set();
        Assert.Equal(2, _epoll.Wait());
        Assert.Equal([0x1234_5678_9abc_def0ul, ulong.MaxValue], new[] { _epoll[0].Data, _epoll[1].Data }.Order());
    }

    [Fact]
    public void What_is_removed_tells_nothing_although_its_open_file_lives_on()
    {
        _epoll.Add(_first.Fd, LibC.EPOLLIN, 1);
        _epoll.Add(_second.Fd, LibC.EPOLLIN, 2);
        _first.Set();
        _second.Set();
        _epoll.Remove(_first.Fd);
        Assert.Equal(1, _epoll.Wait());
        Assert.Equal(2ul, _epoll[0].Data);
    }

    [Fact]
    public void An_edge_is_told_once_and_a_change_of_the_interest_tells_the_present_state_again()
    {
        _epoll.Add(_first.Fd, LibC.EPOLLIN | LibC.EPOLLET, 1);
        _first.Set();
        Assert.Equal(1, _epoll.Wait());

        // Nothing more of the first: only the second ends the wait.
        _epoll.Add(_second.Fd, LibC.EPOLLIN, 2);
        _second.Set();
        Assert.Equal(1, _epoll.Wait());
        Assert.Equal(2ul, _epoll[0].Data);
        _second.Reset();

        _epoll.Modify(_first.Fd, LibC.EPOLLIN | LibC.EPOLLOUT | LibC.EPOLLET, 3);
        Assert.Equal(1, _epoll.Wait());
        Assert.Equal((LibC.EPOLLIN | LibC.EPOLLOUT, 3ul), _epoll[0]);
    }

    [Fact]
    public void A_mistake_names_the_call_and_the_descriptor()
    {
        _epoll.Add(_first.Fd, LibC.EPOLLIN, 1);
        var failure = Assert.Throws<PosixException>(() => _epoll.Add(_first.Fd, LibC.EPOLLIN, 1));
        Assert.Contains($"epoll_ctl failed for fd {_first.Fd}", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _epoll.Dispose();
        _first.Dispose();
        _second.Dispose();
    }
}
