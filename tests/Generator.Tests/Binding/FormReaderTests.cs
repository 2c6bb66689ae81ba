using Graceful.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Generator.Tests.Binding;

/// <summary>The reader that generated code calls, over forms in memory: fields, objects and files.</summary>
public sealed class FormReaderTests
{
    private readonly FormUnderTest _form = new();

    [Fact]
    public void A_field_is_found_by_its_whole_name_below_a_path()
    {
        var reader = _form.Read("a=1&b.a=2&b.c.a=3&B.C.D=4&b[0].a=5&bb=6&b.=7&d=8");

        Assert.Equal("1", reader.Text("a"));
        Assert.Equal("8", reader.Text("D"));
        Assert.Equal("2 3 4 -", reader.RequiredObject("b", b => $"{b.Text("a")} " +
            b.RequiredObject("c", c => $"{c.Text("a")} {c.Text("d")} {c.TextOrNull("e") ?? "-"}")));
        Assert.Equal(["5"], reader.Items("b", b => b.Text("a"), out var isPresent));
        Assert.True(isPresent);
        Assert.Empty(_form.Messages);
    }

    /// <summary>The compiler refuses such types; the reader does not rely on it.</summary>
    [Fact]
    public void A_required_object_without_fields_is_not_read_within_itself()
    {
        var reads = 0;

        _form.Read("first.name=a").RequiredObject("first", Twin);

        Assert.Equal(3, reads);
        Assert.Equal(
            ["first.left.left: A value is required.", "first.left.right: A value is required.",
                "first.right.left: A value is required.", "first.right.right: A value is required."],
            _form.Messages);

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
        var reader = _form.Read("a=1&a=2&b=");

        Assert.Equal(("1", "", null), (reader.TextOrNull("a"), reader.TextOrNull("b"), reader.TextOrNull("c")));
        Assert.Equal("1,2", reader.Texts("a"));
        Assert.True(reader.TryText("b", out var text));
        Assert.Equal(string.Empty, text);
        Assert.False(reader.TryText("c", out _));
        Assert.Empty(_form.Messages);
    }

    [Fact]
    public void What_is_missing_or_not_valid_is_reported_with_its_whole_name()
    {
        var reader = _form.Read("n=x&empty=&o.n=y&o.m=6");

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
            _form.Messages);
        Assert.Equal(9, reader.ErrorCount);
        Assert.True(_form.Errors.HasFieldErrors);
    }

    /// <summary>Some parsers accept an empty text.</summary>
    [Fact]
    public void An_empty_text_is_missing_even_when_it_can_be_parsed()
    {
        _form.Read("a=").Value<string>("a", TextParsers.Text);

        Assert.Equal(["a: A value is required."], _form.Messages);
    }

    [Fact]
    public void The_form_itself_has_the_name_of_its_argument()
    {
        _form.Read(string.Empty).Require(string.Empty);

        Assert.Equal(["argument: A value is required."], _form.Messages);
    }

    [Fact]
    public void An_absent_object_reports_no_errors()
    {
        var reader = _form.Read("a.b=1&other=2");

        Assert.False(reader.TryObject("x", x => x.Text("y"), out _));
        Assert.False(reader.TryObject("a", a => a.Text("y"), out _));
        Assert.Empty(_form.Messages);
        Assert.True(reader.TryObject("a", a => a.Text("b"), out var value));
        Assert.Equal("1", value);
        Assert.False(reader.TryObject<string>("a", a => a.Text("b") is null ? "x" : null!, out _));

        // A field that is there makes the object present: what else it lacks is an error.
        Assert.False(reader.TryObject("a", a => (a.Text("b"), a.Text("c")).Item2, out _));
        Assert.Equal(["a.c: A value is required."], _form.Messages);

        // Without errors, an object that reads nothing is absent.
        Assert.False(reader.TryObject("a", _ => "nothing", out _));
    }

    [Fact]
    public void Files_make_an_object_present()
    {
        FormFileCollection files = [File("o.f"), File("list"), File("list"), File("items[0].f"), File("o.g")];
        var reader = new FormReader(
            new FormCollection(new Dictionary<string, StringValues> { ["o.g"] = "text" }, files), "argument", _form.Errors);

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
        Assert.Empty(_form.Messages);
    }

    [Fact]
    public void A_form_without_fields_has_no_object()
    {
        Assert.False(_form.Read(string.Empty).TryObject<string>(string.Empty, _ => throw new InvalidOperationException("read"), out _));
        Assert.True(_form.Read("a=1").TryObject(string.Empty, form => form.Text("a"), out _));
        Assert.True(new FormReader(new FormCollection([], new FormFileCollection { File("f") }), "argument", _form.Errors)
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
        var cursor = new FormCursor(FormUnderTest.Parse(form));
        cursor.Enter("a");

        Assert.Equal(isPresent, cursor.HasFields());
    }

    private static FormFile File(string name) => new(new MemoryStream(), 0, 0, name, "file.txt");

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
