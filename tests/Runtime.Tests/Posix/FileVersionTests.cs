using Graceful.Posix;

namespace Runtime.Tests.Posix;

public sealed class FileVersionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-version-");

    private string Name => Path.Combine(_folder.FullName, "file");

    [Fact]
    public void An_unchanged_file_keeps_its_version()
    {
        File.WriteAllText(Name, "one");
        var link = Path.Combine(_folder.FullName, "link");
        File.CreateSymbolicLink(link, Name);
        Assert.NotNull(Version());
        Assert.Equal(Version(), Version());
        Assert.Equal(Version(), FileVersion.Of(new PathName(link)));
    }

    [Fact]
    public void A_file_that_is_replaced_or_written_gets_another_version()
    {
        File.WriteAllText(Name, "one");
        var first = Version();
        var beside = Name + ".new";
        File.WriteAllText(beside, "one");
        File.SetLastWriteTimeUtc(beside, File.GetLastWriteTimeUtc(Name));
        File.Move(beside, Name, overwrite: true);
        var second = Version();
        Assert.NotEqual(first, second);

        File.AppendAllText(Name, "two");
        Assert.NotEqual(second, Version());
        var third = Version();
        File.SetLastWriteTimeUtc(Name, File.GetLastWriteTimeUtc(Name).AddSeconds(1));
        Assert.NotEqual(third, Version());
    }

    [Fact]
    public void A_file_that_does_not_exist_has_none() => Assert.Null(Version());

    public void Dispose() => _folder.Delete(recursive: true);

    private FileVersion? Version() => FileVersion.Of(new PathName(Name));
}
