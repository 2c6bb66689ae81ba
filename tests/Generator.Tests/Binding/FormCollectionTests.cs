using Graceful.Binding;

namespace Generator.Tests.Binding;

/// <summary>Lists and dictionaries in forms, and their limit.</summary>
public sealed class FormCollectionTests
{
    private readonly FormUnderTest _form = new();

    [Fact]
    public void Items_end_at_the_first_index_that_is_missing()
    {
        var reader = _form.Read("a[0].x=1&a[1].x=2&a[3].x=4&b[1].x=1&c[0]=5&c[1]=6&c[3]=7&d=8&d=9&e[0]=x&e[1]=3&f=x&f=4&g=&g=5");

        Assert.Equal(["1", "2"], reader.Items("a", a => a.Text("x"), out var isPresent));
        Assert.True(isPresent);
        Assert.Empty(reader.Items("b", b => b.Text("x"), out isPresent));
        Assert.False(isPresent);
        Assert.Equal([5, 6], reader.List<int>("c", TextParsers.Span, out isPresent));
        Assert.True(isPresent);
        Assert.Equal(["8", "9"], reader.TextList("d", out isPresent));
        Assert.True(isPresent);
        Assert.Empty(reader.TextList("z", out isPresent));
        Assert.False(isPresent);
        Assert.Equal([null, 5], reader.OptionalList<int>("g", TextParsers.Span, out isPresent));
        Assert.True(isPresent);
        Assert.Empty(_form.Messages);

        reader.List<int>("e", TextParsers.Span, out isPresent);
        Assert.False(isPresent);
        reader.List<int>("f", TextParsers.Span, out isPresent);
        Assert.False(isPresent);
        reader.OptionalList<int>("e", TextParsers.Span, out isPresent);
        reader.OptionalList<int>("f", TextParsers.Span, out isPresent);
        Assert.Equal(["e[0]", "f", "e[0]", "f"], _form.Errors.All.Select(error => error.Name));
    }

    [Fact]
    public void Entries_have_the_keys_between_their_brackets()
    {
        var reader = _form.Read("a[x].v=1&a[x].w=2&a[y].v=3&A[Z][0]=4&ab[q].v=5&a[open=6&a.b=7&c[1]=1&c[01]=2&c[k]=3&d[p].v=1");

        Assert.Equal(
            new Dictionary<string, string> { ["x"] = "1", ["y"] = "3" },
            reader.Entries<string, string>("a", TextParsers.Text, a => a.TextOrNull("v")!, out var isPresent));
        Assert.True(isPresent);
        Assert.Empty(reader.Entries<string, string>("none", TextParsers.Text, a => a.Text("v"), out isPresent));
        Assert.False(isPresent);
        Assert.Empty(_form.Messages);

        // In the order of the names.
        Assert.Equal(
            new Dictionary<int, string> { [1] = "2" },
            reader.Entries<int, string>("c", TextParsers.Span, c => c.Text(string.Empty), out isPresent));
        Assert.True(isPresent);
        Assert.Equal(
            ["c[1]: The key '1' is not valid or appears twice.", "c[k]: The key 'k' is not valid or appears twice."], _form.Messages);

        // An entry that is absent: its value has no field that is read.
        Assert.Empty(reader.Entries<string, string>("d", TextParsers.Text, d => d.Text("other"), out isPresent));
        Assert.False(isPresent);
    }

    [Fact]
    public void A_collection_ends_at_its_limit()
    {
        const int Limit = 1024;
        var form = string.Join('&', Enumerable.Range(0, Limit + 1).Select(i => $"a[{i}]={i}&b[{i}].x={i}&c[k{i}].x={i}"));
        var reader = _form.Read(form);

        reader.TextList("a", out _);
        Assert.Equal(Limit, reader.Items("b", b => b.Text("x"), out _).Count);
        Assert.Equal(Limit, reader.Entries<string, string>("c", TextParsers.Text, c => c.Text("x"), out _).Count);
        Assert.Equal(["a", "b", "c"], _form.Errors.All.Select(error => error.Name));
        Assert.All(_form.Errors.All, error => Assert.Equal("The collection has more than 1024 items.", error.Message));
    }

    [Fact]
    public void A_collection_of_the_largest_size_is_read()
    {
        var form = string.Join('&', Enumerable.Range(0, 1024).Select(i => $"a[{i}]={i}&b[{i}].x={i}&c[k{i}].x={i}"));
        var reader = _form.Read(form);

        Assert.Equal(1024, reader.TextList("a", out _).Count);
        Assert.Equal(1024, reader.Items("b", b => b.Text("x"), out _).Count);
        Assert.Equal(1024, reader.Entries<string, string>("c", TextParsers.Text, c => c.Text("x"), out _).Count);
        Assert.Empty(_form.Messages);
    }

    [Fact]
    public void Nothing_more_is_read_once_the_errors_are_full()
    {
        for (var i = 0; i < 200; i++)
        {
            _form.Errors.Add("x", "bad");
        }

        var reader = _form.Read("a[0].x=1&b[k].x=1");
        Assert.Empty(reader.Items("a", a => a.Text("x"), out _));
        Assert.Empty(reader.Entries<string, string>("b", TextParsers.Text, b => b.Text("x"), out _));
    }
}
