using System.Runtime.InteropServices;
using Graceful.Posix;
using Tmds.Linux;

namespace Runtime.Tests.Posix;

/// <summary>Tmds.LibC imports libc.so.6; musl has no file of that name.</summary>
public sealed class LibCBindingTests
{
    [Fact]
    public void It_is_available_here() => Assert.True(LibCBinding.IsAvailable);

    [Fact]
    public void The_resolver_returns_the_C_library_of_the_process()
    {
        var library = LibCBinding.Resolve("libc.so.6", typeof(LibC).Assembly, null);
        Assert.All(["recv", "epoll_wait", "sendmsg", "statx"], name => Assert.True(NativeLibrary.TryGetExport(library, name, out _), name));
    }

    [Fact]
    public void The_resolver_leaves_other_libraries_to_the_runtime() =>
        Assert.Equal(0, LibCBinding.Resolve("libdl.so.2", typeof(LibC).Assembly, null));
}
