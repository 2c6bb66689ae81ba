using Graceful;
using Graceful.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Generator.Tests.Binding;

/// <summary>The binder that generated code calls, without an app.</summary>
public sealed class ArgumentBinderTests
{
    [Theory]
    [InlineData("", "a", 0, null)]
    [InlineData("?b=1", "a", 0, null)]
    [InlineData("?a", "a", 1, "")]
    [InlineData("?a=", "a", 1, "")]
    [InlineData("?b=2&A=1", "a", 1, "1")]
    [InlineData("?%61=x+y%26z", "a", 1, "x y&z")]
    [InlineData("?a=1&ab=2&a=3", "a", 2, "1,3")]
    [InlineData("?a=1&a=2&b=4&a=3", "a", 3, "1,2,3")]
    public void A_query_key_has_all_its_values(string query, string key, int count, string? text)
    {
        Assert.Equal(count, QueryText.Count(query, key));
        Assert.Equal(count, QueryText.FindAll(query, key).Count);
        Assert.Equal(text, QueryText.FindText(query, key));
        Assert.Equal(text ?? string.Empty, QueryText.Find(query, key).ToString());
    }

    [Fact]
    public void Values_that_cannot_be_bound_are_reported_in_their_order()
    {
        var binder = Create("?n=1&n=x&n=3&m=y");

        Assert.False(binder.AreInvalid);
        Assert.Null(binder.ErrorsOrNull);
        Assert.Equal([1, 0, 3], binder.QueryValues<int>("n"));
        Assert.Empty(binder.QueryValues<int>("none"));
        Assert.Equal([1, 0], binder.Values<int>(new StringValues(["1", "z"]), "v"));
        Assert.Empty(binder.Values<int>(StringValues.Empty, "v"));
        Assert.Equal([1, null, 0], binder.OptionalValues<int>(new StringValues(["1", "", "w"]), "o"));
        Assert.Empty(binder.OptionalValues<int>(StringValues.Empty, "o"));
        Assert.Equal(0, binder.Value<int>(binder.Query("m"), "m"));
        Assert.Equal(0, binder.Value<int>([], "missing"));
        Assert.Null(binder.OptionalValue<int>([], "missing"));
        Assert.Equal("x", binder.OptionalObject<string>("x", "object"));
        Assert.Null(binder.OptionalObject<string>([], "missing"));
        Assert.Null(binder.OptionalObject([], "missing", (TextParser<string>)TextParsers.Text));
        Assert.Null(binder.Text(null, "text"));
        Assert.Equal(string.Empty, binder.Text(string.Empty, "text"));
        Assert.Equal("x", binder.Text("x", "text"));

        Assert.True(binder.AreInvalid);
        Assert.Equal(
            [
                "n: The value 'x' is not valid.", "v: The value 'z' is not valid.", "o: The value 'w' is not valid.",
                "m: The value 'y' is not valid.", "missing: A value is required.", "text: A value is required.",
            ],
            ErrorsOf(binder));
        Assert.Equal((false, true), (binder.IsBound("n"), binder.IsBound("other")));
    }

    /// <summary>Some parsers accept an empty text.</summary>
    [Fact]
    public void An_empty_text_is_missing_even_when_it_can_be_parsed()
    {
        var binder = Create();
        binder.Value<string>([], "a");
        binder.Value([], "b", (TextParser<string>)TextParsers.Text);

        Assert.Equal(["a: A value is required.", "b: A value is required."], ErrorsOf(binder));
    }

    [Fact]
    public void A_list_without_values_is_missing()
    {
        Assert.Null(ArgumentBinder.NullIfEmpty(Array.Empty<int>()));
        Assert.Equal(1, Assert.Single(ArgumentBinder.NullIfEmpty([1])!));
        Assert.Null(ArgumentBinder.ListOrNull(Array.Empty<int>()));
        Assert.Equal(1, Assert.Single(ArgumentBinder.ListOrNull([1])!));
    }

    [Fact]
    public void A_body_is_bound_once()
    {
        var context = new DefaultHttpContext();
        context.SetEndpoint(new Endpoint(null, null, "POST /books"));
        var binder = new ArgumentBinder(context);
        Assert.Equal("x", binder.Body(new BodyContent<string>("x"), "body"));
        Assert.True(binder.IsBody("body"));
        Assert.False(binder.IsBody("other"));
        Assert.Empty(ErrorsOf(binder));

        Assert.StartsWith("POST /books would read both 'body' and 'other'", Assert.Throws<InvalidOperationException>(
            () => binder.OptionalBody(new BodyContent<string>("y"), "other")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_body_must_be_there()
    {
        Assert.Equal(["b: A request body is required."], Errors((ref ArgumentBinder it) => it.Body(default(BodyContent<string>), "b")));
        Assert.Equal(["b: A request body is required."], Errors((ref ArgumentBinder it) => it.Body(default(BodyContent<int>), "b")));
        Assert.Equal(["b: A request body is required."],
            Errors((ref ArgumentBinder it) => it.Body(new BodyContent<string>((string?)null), "b")));
        Assert.Empty(Errors((ref ArgumentBinder it) => it.Body(new BodyContent<int>(0), "b")));
        Assert.Empty(Errors((ref ArgumentBinder it) => it.OptionalBody(default(BodyContent<string>), "b")));
        Assert.Empty(Errors((ref ArgumentBinder it) => it.OptionalBodyValue(default(BodyContent<int?>), "b")));
        Assert.Empty(Errors((ref ArgumentBinder it) => it.BodyOrDefault(default(BodyContent<int>), "b")));
    }

    [Fact]
    public void The_error_of_a_body_has_its_status()
    {
        var error = new BodyError(413, "too large");
        foreach (var binder in new[]
        {
            After((ref ArgumentBinder it) => it.Body(new BodyContent<string>(error), "b")),
            After((ref ArgumentBinder it) => it.OptionalBody(new BodyContent<string>(error), "b")),
            After((ref ArgumentBinder it) => it.OptionalBodyValue(new BodyContent<int?>(error), "b")),
            After((ref ArgumentBinder it) => it.BodyOrDefault(new BodyContent<int>(error), "b")),
            After((ref ArgumentBinder it) => Assert.Null(it.Form(new BodyContent<IFormCollection>(error), "b"))),
        })
        {
            Assert.Equal(["b: too large"], ErrorsOf(binder));
            Assert.Equal(413, binder.ErrorsOrNull!.StatusCode);
            Assert.False(binder.IsBody("b"));
        }
    }

    [Fact]
    public void What_a_type_or_a_binder_has_bound_must_not_be_missing()
    {
        var binder = Create();
        Assert.Equal("x", binder.Bound("x", "a"));
        Assert.Equal(1, binder.Bound<int>(1, "b"));
        Assert.Equal(0, binder.Custom<int>(0, "c"));
        Assert.Equal(5, binder.CustomOrDefault(BindResult<int>.Missing, "d", 5));
        Assert.Equal(6, binder.CustomOrDefault<int>(6, "d", 5));
        Assert.Null(binder.CustomOrNull(BindResult<int>.Missing, "e"));
        Assert.Equal(6, binder.CustomOrNull<int>(6, "e"));
        Assert.Empty(ErrorsOf(binder));

        Assert.Null(binder.Bound<string>(null, "a"));
        Assert.Equal(0, binder.Bound<int>(null, "b"));
        binder.Custom(BindResult<int>.Missing, "c");
        binder.Custom(BindResult<int>.Invalid("bad"), "d");
        Assert.Equal(5, binder.CustomOrDefault(BindResult<int>.Invalid("bad"), "e", 5));
        Assert.Null(binder.CustomOrNull(BindResult<int>.Invalid("bad"), "f"));
        Assert.Equal(
            ["a: A value is required.", "b: A value is required.", "c: A value is required.", "d: bad", "e: bad", "f: bad"],
            ErrorsOf(binder));
    }

    [Theory]
    [InlineData("", "d", "")]
    [InlineData("?a=1&b=2&b=3", "d", "a=1 b=2,3")]
    [InlineData("?d[x]=1&a=2&D[y]=3", "d", "x=1 y=3")]
    [InlineData("?a=2&d[x]=1", "d", "x=1")]
    [InlineData("?d[]=1&d[x=2&d=3&dx]=4", "d", "d[]=1 d[x=2 d=3 dx]=4")]
    public void A_query_is_a_dictionary(string query, string name, string expected)
    {
        var binder = Create(query);

        var all = binder.QueryDictionary(name);
        Assert.Equal(expected, string.Join(' ', all.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Equal(all.Count == 0 ? null : all, binder.QueryDictionaryOrNull(name));
    }

    [Fact]
    public void A_long_text_is_quoted_in_part()
    {
        Assert.Equal($"The value '{new string('a', 64)}' is not valid.", Messages.NotValid(new string('a', 64)));
        Assert.Equal($"The value '{new string('a', 64)}...' is not valid.", Messages.NotValid(new string('a', 65)));
        Assert.Equal("The request body has no content type. Use x.", Messages.WrongContentType(null, "x"));
        Assert.Equal("The request body has no content type. Use x.", Messages.WrongContentType(string.Empty, "x"));
        Assert.Equal("The content type 'y' is not supported. Use x.", Messages.WrongContentType("y", "x"));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("text/plain", null)]
    [InlineData("charset", null)]
    [InlineData("text/plain; charset=", null)]
    [InlineData("text/plain; charset=UTF-8", null)]
    [InlineData("text/plain; charset=\"utf-8\"", null)]
    [InlineData("text/plain; CHARSET=iso-8859-1", null)]
    [InlineData("text/plain; charset=\"none\"", "none")]
    [InlineData("text/plain; Charset=utf-7", "utf-7")]
    public void An_unknown_charset_is_an_error(string? contentType, string? charset)
    {
        var error = RequestBody.ErrorOfCharset(contentType);

        Assert.Equal(charset is null ? null : new BodyError(415, Messages.UnknownCharset(charset)), error);
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(false, 5L, false)]
    [InlineData(null, 5L, true)]
    [InlineData(null, 0L, false)]
    [InlineData(null, null, false)]
    public void The_server_knows_whether_a_request_has_a_body(bool? detected, long? length, bool isPresent)
    {
        var context = new DefaultHttpContext { Request = { ContentLength = length } };
        context.Features.Set<IHttpRequestBodyDetectionFeature>(detected is { } known ? new Detection(known) : null);

        Assert.Equal(isPresent, RequestBody.IsPresent(context));
    }

    [Fact]
    public void The_error_of_an_interrupted_body_has_the_status_of_the_server()
    {
        Assert.Equal(new BodyError(400, Messages.ConnectionLost), RequestBody.ErrorOf(new IOException("lost")));
        Assert.Equal(new BodyError(413, "large"), RequestBody.ErrorOf(new BadHttpRequestException("large", 413)));
    }

    private static ArgumentBinder Create(string query = "") =>
        new(new DefaultHttpContext { Request = { QueryString = new QueryString(query) } });

    private static IEnumerable<string> ErrorsOf(ArgumentBinder binder) =>
        binder.ErrorsOrNull?.All.Select(error => $"{error.Name}: {error.Message}") ?? [];

    private delegate void Binding(ref ArgumentBinder binder);

    private static ArgumentBinder After(Binding bind)
    {
        var binder = Create();
        bind(ref binder);
        return binder;
    }

    private static IEnumerable<string> Errors(Binding bind) => ErrorsOf(After(bind));

    private sealed record Detection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
