using System.Text;
using Graceful.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Generator.Tests.Binding;

/// <summary>The reader that generated code calls, over forms in memory.</summary>
public sealed class FormReaderTests
{
    private readonly ArgumentErrors _errors = new();

    private IEnumerable<string> Errors => _errors.All.Select(error => $"{error.Name}: {error.Message}");

    [Fact]
    public void A_field_is_found_by_its_whole_name_below_a_path()
    {
        var reader = Read("a=1&b.a=2&b.c.a=3&B.C.D=4&b[0].a=5&bb=6&b.=7&d=8");

        Assert.Equal("1", reader.Text("a"));
        Assert.Equal("8", reader.Text("D"));
        Assert.Equal("2 3 4 -", reader.RequiredObject("b", b => $"{b.Text("a")} " +
            b.RequiredObject("c", c => $"{c.Text("a")} {c.Text("d")} {c.TextOrNull("e") ?? "-"}")));
        Assert.Equal(["5"], reader.Items("b", b => b.Text("a"), out var isPresent));
        Assert.True(isPresent);
        Assert.Empty(Errors);
    }

    /// <summary>The compiler refuses such types; the reader does not rely on it.</summary>
    [Fact]
    public void A_required_object_without_fields_is_not_read_within_itself()
    {
        var reads = 0;

        Read("first.name=a").RequiredObject("first", Twin);

        Assert.Equal(3, reads);
        Assert.Equal(
            ["first.left.left: A value is required.", "first.left.right: A value is required.",
                "first.right.left: A value is required.", "first.right.right: A value is required."],
            Errors);

        Tuple<int> Twin(FormReader form)
        {
            Assert.True(++reads < 100);
            form.RequiredObject("left", Twin);
            form.RequiredObject("right", Twin);
            return new(reads);
        }
    }

    [Fact]
    public void The_first_value_of_a_field_counts()
    {
        var reader = Read("a=1&a=2&b=");

        Assert.Equal(("1", "", null), (reader.TextOrNull("a"), reader.TextOrNull("b"), reader.TextOrNull("c")));
        Assert.Equal("1,2", reader.Texts("a"));
        Assert.True(reader.TryText("b", out var text));
        Assert.Equal(string.Empty, text);
        Assert.False(reader.TryText("c", out _));
        Assert.Empty(Errors);
    }

    [Fact]
    public void What_is_missing_or_not_valid_is_reported_with_its_whole_name()
    {
        var reader = Read("n=x&empty=&o.n=y&o.m=6");

        Assert.Null(reader.Text("t"));
        Assert.Equal(0, reader.Value<int>("n"));
        Assert.Equal(0, reader.Value<int>("empty"));
        Assert.Equal(0, reader.Value<int>("missing"));
        Assert.Null(reader.OptionalValue<int>("empty"));
        Assert.Null(reader.OptionalValue<int>("missing"));
        Assert.Equal(0, reader.OptionalValue<int>("n"));
        Assert.Null(reader.OptionalObject<Word>("empty"));
        Assert.Null(reader.OptionalObject<Word>("n"));
        Assert.False(reader.TryValue<int>("empty", TextParsers.Span, out _));
        Assert.False(reader.TryValue<int>("n", TextParsers.Span, out _));
        Assert.True(reader.RequiredObject("o", o =>
        {
            o.Require("x");
            o.Require("n");
            o.RequiredFile("f");
            return o.TryValue<int>("m", TextParsers.Span, out var m) && m == 6;
        }));

        Assert.Equal(
            [
                "t: A value is required.", "n: The value 'x' is not valid.", "empty: A value is required.", "missing: A value is required.",
                "n: The value 'x' is not valid.", "n: The value 'x' is not valid.", "n: The value 'x' is not valid.",
                "o.x: A value is required.", "o.f: A value is required.",
            ],
            Errors);
        Assert.Equal(9, reader.ErrorCount);
        Assert.True(_errors.HasFieldErrors);
    }

    /// <summary>Some parsers accept an empty text.</summary>
    [Fact]
    public void An_empty_text_is_missing_even_when_it_can_be_parsed()
    {
        Read("a=").Value<string>("a", TextParsers.Text);

        Assert.Equal(["a: A value is required."], Errors);
    }

    [Fact]
    public void The_form_itself_has_the_name_of_its_argument()
    {
        Read(string.Empty).Require(string.Empty);

        Assert.Equal(["argument: A value is required."], Errors);
    }

    [Fact]
    public void An_absent_object_reports_no_errors()
    {
        var reader = Read("a.b=1&other=2");

        Assert.False(reader.TryObject("x", x => x.Text("y"), out _));
        Assert.False(reader.TryObject("a", a => a.Text("y"), out _));
        Assert.Empty(Errors);
        Assert.True(reader.TryObject("a", a => a.Text("b"), out var value));
        Assert.Equal("1", value);
        Assert.False(reader.TryObject<string>("a", a => a.Text("b") is null ? "x" : null!, out _));

        // A field that is there makes the object present: what else it lacks is an error.
        Assert.False(reader.TryObject("a", a => (a.Text("b"), a.Text("c")).Item2, out _));
        Assert.Equal(["a.c: A value is required."], Errors);

        // Without errors, an object that reads nothing is absent.
        Assert.False(reader.TryObject("a", _ => "nothing", out _));
    }

    [Fact]
    public void Items_end_at_the_first_index_that_is_missing()
    {
        var reader = Read("a[0].x=1&a[1].x=2&a[3].x=4&b[1].x=1&c[0]=5&c[1]=6&c[3]=7&d=8&d=9&e[0]=x&e[1]=3&f=x&f=4&g=&g=5");

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
        Assert.Empty(Errors);

        reader.List<int>("e", TextParsers.Span, out isPresent);
        Assert.False(isPresent);
        reader.List<int>("f", TextParsers.Span, out isPresent);
        Assert.False(isPresent);
        reader.OptionalList<int>("e", TextParsers.Span, out isPresent);
        reader.OptionalList<int>("f", TextParsers.Span, out isPresent);
        Assert.Equal(["e[0]", "f", "e[0]", "f"], _errors.All.Select(error => error.Name));
    }

    [Fact]
    public void Entries_have_the_keys_between_their_brackets()
    {
        var reader = Read("a[x].v=1&a[x].w=2&a[y].v=3&A[Z][0]=4&ab[q].v=5&a[open=6&a.b=7&c[1]=1&c[01]=2&c[k]=3&d[p].v=1");

        Assert.Equal(
            new Dictionary<string, string> { ["x"] = "1", ["y"] = "3" },
            reader.Entries<string, string>("a", TextParsers.Text, a => a.TextOrNull("v")!, out var isPresent));
        Assert.True(isPresent);
        Assert.Empty(reader.Entries<string, string>("none", TextParsers.Text, a => a.Text("v"), out isPresent));
        Assert.False(isPresent);
        Assert.Empty(Errors);

        // In the order of the names.
        Assert.Equal(
            new Dictionary<int, string> { [1] = "2" },
            reader.Entries<int, string>("c", TextParsers.Span, c => c.Text(string.Empty), out isPresent));
        Assert.True(isPresent);
        Assert.Equal(["c[1]: The key '1' is not valid or appears twice.", "c[k]: The key 'k' is not valid or appears twice."], Errors);

        // An entry that is absent: its value has no field that is read.
        Assert.Empty(reader.Entries<string, string>("d", TextParsers.Text, d => d.Text("other"), out isPresent));
        Assert.False(isPresent);
    }

    [Fact]
    public void A_collection_ends_at_its_limit()
    {
        const int Limit = 1024;
        var form = string.Join('&', Enumerable.Range(0, Limit + 1).Select(i => $"a[{i}]={i}&b[{i}].x={i}&c[k{i}].x={i}"));
        var reader = Read(form);

        reader.TextList("a", out _);
        Assert.Equal(Limit, reader.Items("b", b => b.Text("x"), out _).Count);
        Assert.Equal(Limit, reader.Entries<string, string>("c", TextParsers.Text, c => c.Text("x"), out _).Count);
        Assert.Equal(["a", "b", "c"], _errors.All.Select(error => error.Name));
        Assert.All(_errors.All, error => Assert.Equal("The collection has more than 1024 items.", error.Message));
    }

    [Fact]
    public void A_collection_of_the_largest_size_is_read()
    {
        var form = string.Join('&', Enumerable.Range(0, 1024).Select(i => $"a[{i}]={i}&b[{i}].x={i}&c[k{i}].x={i}"));
        var reader = Read(form);

        Assert.Equal(1024, reader.TextList("a", out _).Count);
        Assert.Equal(1024, reader.Items("b", b => b.Text("x"), out _).Count);
        Assert.Equal(1024, reader.Entries<string, string>("c", TextParsers.Text, c => c.Text("x"), out _).Count);
        Assert.Empty(Errors);
    }

    [Theory]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public void An_object_is_read_to_a_depth_of_64(int depth, bool isTooDeep)
    {
        var name = string.Join('.', Enumerable.Repeat("a", depth));
        var read = 0;
        Read(name + ".x=1").TryObject("a", Nested, out int _);

        Assert.Equal(isTooDeep ? 64 : depth, read);
        Assert.Equal(isTooDeep ? [name + ": The value is nested too deeply."] : [], Errors);

        int Nested(FormReader reader)
        {
            read++;
            reader.TextOrNull("x");
            return reader.TryObject("a", Nested, out int value) ? value : 1;
        }
    }

    [Fact]
    public void Each_item_below_the_deepest_path_is_an_error()
    {
        var name = string.Join('.', Enumerable.Repeat("a", 63));
        Read($"{name}.b[0].x=1&{name}.b[1].x=1").TryObject("a", Nested, out int _);

        Assert.Equal([$"{name}.b[0]", $"{name}.b[1]"], _errors.All.Select(error => error.Name));

        static int Nested(FormReader reader)
        {
            reader.Items("b", item => item.Text("x"), out _);
            return reader.TryObject("a", Nested, out int value) ? value : 1;
        }
    }

    /// <summary>A parameter that is the whole form reads at the path of the form.</summary>
    [Theory]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public void The_current_path_adds_no_depth(int depth, bool isTooDeep)
    {
        var name = string.Join('.', Enumerable.Repeat("a", depth));
        var reader = Read($"[0].x=1&{name}.x=1");
        for (var i = 0; i < 70; i++)
        {
            Assert.Single(reader.Items(string.Empty, item => item.Text("x"), out _));
            Assert.True(reader.TryObject(string.Empty, form => form.Items(string.Empty, item => item.Text("x"), out _), out _));
        }

        reader.TryObject("a", Nested, out int _);
        Assert.Equal(isTooDeep ? 1 : 0, reader.ErrorCount);

        static int Nested(FormReader reader)
        {
            reader.TextOrNull("x");
            return reader.TryObject("a", Nested, out int value) ? value : 1;
        }
    }

    [Fact]
    public void A_required_object_is_not_created_below_the_deepest_path()
    {
        var read = 0;
        Nested(Read(string.Join('.', Enumerable.Repeat("a", 80)) + "=1"));

        Assert.Equal(65, read);
        Assert.Equal([string.Join('.', Enumerable.Repeat("a", 65)) + ": The value is nested too deeply."], Errors);

        int Nested(FormReader reader)
        {
            read++;
            return reader.RequiredObject("a", Nested);
        }
    }

    [Fact]
    public void Nothing_more_is_read_once_the_errors_are_full()
    {
        for (var i = 0; i < 200; i++)
        {
            _errors.Add("x", "bad");
        }

        var reader = Read("a[0].x=1&b[k].x=1");
        Assert.Empty(reader.Items("a", a => a.Text("x"), out _));
        Assert.Empty(reader.Entries<string, string>("b", TextParsers.Text, b => b.Text("x"), out _));
    }

    [Fact]
    public void Files_make_an_object_present()
    {
        FormFileCollection files = [File("o.f"), File("list"), File("list"), File("items[0].f"), File("o.g")];
        var reader = new FormReader(
            new FormCollection(new Dictionary<string, StringValues> { ["o.g"] = "text" }, files), "argument", _errors);

        Assert.True(reader.TryObject("o", o => o.File("f"), out var file));
        Assert.Equal("o.f", file!.Name);
        Assert.Null(reader.File("f"));
        Assert.Equal("o.f", reader.RequiredFile("O.F").Name);
        Assert.Equal(2, reader.Files("list").Count);
        Assert.Empty(reader.Files("none"));
        Assert.True(reader.TryObject("o", o => o.Files("f"), out var some));
        Assert.Single(some);
        Assert.Single(reader.Items("items", item => item.RequiredFile("f"), out _));
        Assert.False(reader.TryObject("o", o => o.File("h"), out _));
        Assert.False(reader.TryObject("p", o => o.File("f"), out _));

        // A file that is missing makes no object present.
        Assert.False(reader.TryObject("o", o => o.File("h")?.Name ?? "none", out _));
        Assert.False(reader.TryObject("o", o => o.Files("h").Count + "files", out _));
        Assert.Empty(Errors);
    }

    [Fact]
    public void A_form_without_fields_has_no_object()
    {
        Assert.False(Read(string.Empty).TryObject<string>(string.Empty, _ => throw new InvalidOperationException("read"), out _));
        Assert.True(Read("a=1").TryObject(string.Empty, form => form.Text("a"), out _));
        Assert.True(new FormReader(new FormCollection([], new FormFileCollection { File("f") }), "argument", _errors)
            .TryObject(string.Empty, form => form.File("f"), out _));
    }

    /// <summary>A field as its own object, a member and an item make it present.</summary>
    [Theory]
    [InlineData("a=1", true)]
    [InlineData("a.x=1", true)]
    [InlineData("a[0]=1", true)]
    [InlineData("A.X=1", true)]
    [InlineData("ab=1&a-b=2&a_=3&`=4&a\\=4&a/=5", false)]
    [InlineData("", false)]
    public void An_object_is_present_where_a_field_is_at_its_path_or_below(string form, bool isPresent)
    {
        var cursor = new FormCursor(FormOf(form));
        cursor.Enter("a");

        Assert.Equal(isPresent, cursor.HasFields());
    }

    private static FormFile File(string name) => new(new MemoryStream(), 0, 0, name, "file.txt");

    private static FormCollection FormOf(string form) => new(form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
        .ToDictionary(
            pairs => pairs.Key,
            pairs => new StringValues([.. pairs.Select(pair => pair[1])]),
            StringComparer.OrdinalIgnoreCase));

    private FormReader Read(string form) => new(FormOf(form), "argument", _errors);

    /// <summary>Parses every text but one with an x.</summary>
    private sealed class Word : ISpanParsable<Word>
    {
        public static Word Parse(string s, IFormatProvider? provider) => throw new NotSupportedException();

        public static Word Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => throw new NotSupportedException();

        public static bool TryParse(string? s, IFormatProvider? provider, out Word result) => TryParse(s.AsSpan(), provider, out result);

        public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Word result)
        {
            result = s.Contains('x') ? null! : new Word();
            return result is not null;
        }
    }
}
