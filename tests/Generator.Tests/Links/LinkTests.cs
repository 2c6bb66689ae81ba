using Generator.Tests.Harness;

namespace Generator.Tests.Links;

/// <summary>Typed links: their parameters, names and targets.</summary>
public sealed class LinkTests
{
    public static readonly TheoryData<string, string> Written = new()
    {
        { "Links.Book.Show(7)", "/books/7" },
        { "Links.Book.Show(id: -7)", "/books/-7" },
        { "Links.Book.ByName(\"a b/c\")", "/books/by-name/a%20b%2Fc" },
        { "Links.Book.List()", "/books" },
        { "Links.Book.List(page: 2)", "/books?page=2" },
        { "Links.Book.List(page: 1, tag: [\"x y\", \"é\"])", "/books?tag=x%20y&tag=%C3%A9&page=1" },
        { "Links.Book.List(genre: [Genre.Novel, Genre.Poetry])", "/books?genre=Novel&genre=Poetry" },
        { "Links.Book.Search(\"\")", "/books/search?q=" },
        { "Links.Book.Search(\"q\", max: 1.5m, sort: \"up\")", "/books/search?q=q&max=1.5&sort=up" },
        { "Links.Book.Archive(\"2026/11 22\")", "/books/archive/2026/11%2022" },
        { "Links.Book.Archive()", "/books/archive" },
        { "Links.Book.Blob(\"2026/11\")", "/books/blob/2026%2F11" },
        { "Links.Book.Page()", "/books/page" },
        { "Links.Book.Page(1)", "/books/page" },
        { "Links.Book.Page(2)", "/books/page/2" },
        { "Links.Book.Page(1, 30)", "/books/page/1/30" },
        { "Links.Book.File(\"cover\")", "/books/file/cover" },
        { "Links.Book.File(\"cover\", \"png\")", "/books/file/cover.png" },
        { "Links.Book.At(new DateTime(2026, 11, 22, 7, 10, 29, DateTimeKind.Utc))", "/books/at/2026-11-22T07%3A10%3A29.0000000Z" },
        { "Links.Book.On(new DateOnly(2026, 11, 22))", "/books/on/2026-11-22" },
        { "Links.Book.Own(new Isbn(\"97801\"))", "/books/own/97801" },
        { "Links.Book.Composite(3, \"a\")", "/books/composite/3?name=a" },
        { "Links.Book.Unbound(5)", "/books/unbound/5" },
        { "Links.Book.Middle(\"x\")", "/books/middle/1/x" },
        { "Links.Book.Middle(\"x\", 2)", "/books/middle/2/x" },
        { "Links.Book.Several(4)", "/books/several/4" },
        { "Links.Book.SeveralByName(\"n\")", "/books/several/by-name/n" },
        { "Links.Book.Edit(1)", "/books/edit/1" },
        { "Links.Book.Overloaded(1)", "/books/one/1" },
        { "Links.Book.Overloaded(\"one\")", "/books/two/one" },
        { "Links.Book.Overloaded2(1)", "/books/three/1" },
        { "Links.Book.@class(@event: 1)", "/books/class?event=1" },
        { "Links.Book.Equals_()", "/books/Equals" },
        { "Links.Book.ToString_(1)", "/books/ToString/1" },
        { "Links.Book.Local(\"a\", \"b\")", "/books/local/a?link=b" },
        { "Links.Links_.Show()", "/links/Show" },
        { "Links.Twin.Show() + Links.Inner_Twin.Show()", "/twin/inner-twin" },
        { "Links.Root.Index()", "/" },
        { "Links.Root.Any(\"a b\")", "/any/a%20b" },
        { "Links.Root.Everything(\"/evil.example\")", "/%2Fevil.example" },
        { "Links.Root.Everything()", "/" },
        { "Links.Root.Unusual()", "/%C3%BC%20x/!%2B%26%3A%7Bz%7D" },
    };

    public static readonly TheoryData<string, string> Refused = new()
    {
        { "Links.Book.ByName(\"\")", "A link needs a value for 'name', which is empty. (Parameter 'name')" },
        { "Links.Book.ByName(null!)", "A link needs a value for 'name', which is empty. (Parameter 'name')" },
        { "Links.Book.ByName(\"..\")",
            "A link cannot have the value '..' for 'name': clients resolve it to another path. (Parameter 'name')" },
        { "Links.Book.Archive(\"a/../b\")",
            "A link cannot have the value '..' for 'path': clients resolve it to another path. (Parameter 'path')" },
        { "Links.Book.Optional(b: \"2\")",
            "A link with a value for 'b' also needs a value for the parameter before it in the path. (Parameter 'b')" },
    };

    /// <summary>Compiled together: the program costs the time, not the expression.</summary>
    private static readonly Lazy<IReadOnlyDictionary<string, Func<string>>> Compiled = new(() => LinkedProgram.Compile([
        Long, .. Written.Concat(Refused).Select(one => (string)one[0])]));

    private const string Long = "Links.Book.ByName(new string('é', 2000) + new string('a', 1000))";

    [Theory]
    [MemberData(nameof(Written))]
    public void A_link_is(string expression, string link) => Assert.Equal(link, Compiled.Value[expression]());

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_value_with_which_there_is_no_link_is_refused(string expression, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Compiled.Value[expression]()).Message);

    [Theory]
    [InlineData("Links.Book.Show()", "CS7036")]
    [InlineData("Links.Book.Show(\"7\")", "CS1503")]
    [InlineData("Links.Book.Show(id: 7, page: 1)", "CS1739")]
    [InlineData("Links.Book.NoSuchAction()", "CS1061")]
    [InlineData("Links.Nobody.Show()", "CS0117")]
    public void A_link_that_leads_nowhere_does_not_compile(string expression, string error) =>
        Assert.Contains(error, LinkedProgram.Errors(expression));

    [Fact]
    public void A_long_link_is_whole() => Assert.Equal(
        "/books/by-name/" + string.Concat(Enumerable.Repeat("%C3%A9", 2000)) + new string('a', 1000),
        Compiled.Value[Long]());

    [Theory]
    [InlineData("Links.Book.Show(7)")]
    [InlineData("Links.Book.List(page: 2)")]
    [InlineData("Links.Book.Page(1, 30)")]
    public void Nothing_is_allocated_but_the_text(string expression)
    {
        var evaluate = Compiled.Value[expression];
        var text = evaluate();
        for (var i = 0; i < 100; i++)
        {
            evaluate();
        }

        var copy = new string('x', text.Length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            copy = new string('x', copy.Length);
        }

        var needed = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            evaluate();
        }

        Assert.Equal(needed, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Links_are_to_be_read() => Snapshot.Verify(LinkedProgram.Run, nameof(LinkTests), nameof(Links_are_to_be_read), "Links");
}
