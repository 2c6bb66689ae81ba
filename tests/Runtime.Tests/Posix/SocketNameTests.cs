using System.Net;
using System.Net.Sockets;
using Graceful.Posix;
using Tmds.Linux;

namespace Runtime.Tests.Posix;

/// <summary>A client chooses the name of its socket: every name that the kernel accepts is read without an exception.</summary>
public sealed unsafe class SocketNameTests
{
    [Fact]
    public void A_path_of_108_bytes_has_no_zero_in_its_structure()
    {
        var name = Read(Bytes('/', 108));
        Assert.Equal(new string('/', 108), name.ToString());
    }

    [Fact]
    public void A_path_ends_at_its_zero() =>
        Assert.Equal(new UnixDomainSocketEndPoint("/run/app.sock"), Read([.. "/run/app.sock"u8, 0]));

    [Theory]
    [InlineData(1)]
    [InlineData(107)]
    [InlineData(108)]
    public void A_path_that_is_not_UTF8_is_read(int length) => Assert.NotEmpty(Read(Bytes(0xff, length)).ToString()!);

    [Theory]
    [InlineData(1)]
    [InlineData(107)]
    public void An_abstract_name_that_is_not_UTF8_is_read(int length) =>
        Assert.StartsWith("@", Read([0, .. Bytes(0xff, length)]).ToString());

    [Fact]
    public void An_abstract_name_is_read_to_its_end() =>
        Assert.Equal(new UnixDomainSocketEndPoint("\0a\0b"), Read([0, (byte)'a', 0, (byte)'b']));

    [Fact]
    public void An_unnamed_socket_has_an_empty_name() => Assert.Equal("", Read([]).ToString());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void An_address_without_a_family_is_none(int length) => Assert.Null(SocketName.Parse(new byte[length]));

    [Fact]
    public void A_truncated_internet_address_is_none()
    {
        foreach (var address in new[] { Serialize(IPEndPoint.Parse("127.0.0.1:80")), Serialize(IPEndPoint.Parse("[::1]:80")) })
        {
            for (var length = 0; length < address.Length; length++)
            {
                Assert.Null(SocketName.Parse(address.AsSpan(0, length)));
            }
        }
    }

    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("255.254.253.252:65535")]
    [InlineData("[::1]:443")]
    [InlineData("[fe80::1%7]:1")]
    public void An_internet_address_is_read(string text) =>
        Assert.Equal(IPEndPoint.Parse(text), SocketName.Parse(Serialize(IPEndPoint.Parse(text))));

    [Fact]
    public void Whatever_the_bytes_are_nothing_is_thrown()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var address = new byte[random.Next(0, sizeof(sockaddr_storage) + 1)];
            random.NextBytes(address);
            if (address.Length >= 2)
            {
                (address[0], address[1]) = ((byte)random.Next(0, 12), 0);
            }

            _ = SocketName.Parse(address)?.ToString();
        }
    }

    private static EndPoint Read(byte[] name)
    {
        var address = new byte[sizeof(sa_family_t) + name.Length];
        BitConverter.TryWriteBytes(address, (ushort)AddressFamily.Unix);
        name.CopyTo(address, sizeof(sa_family_t));
        return SocketName.Parse(address)!;
    }

    private static byte[] Serialize(IPEndPoint endPoint)
    {
        var address = endPoint.Serialize();
        return address.Buffer.Span[..address.Size].ToArray();
    }

    private static byte[] Bytes(int value, int count) => [.. Enumerable.Repeat((byte)value, count)];
}
