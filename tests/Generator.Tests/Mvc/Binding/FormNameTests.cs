using System.Globalization;
using Graceful.Mvc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Generator.Tests.Mvc.Binding;

/// <summary>The names of a form cost time and memory in proportion to their length, however a client writes them.</summary>
public sealed class FormNameTests
{
    private const int Names = 1000;

    [Theory]
    [InlineData("a[]", "a")]
    [InlineData("a[b]", "a.b")]
    [InlineData("a[b][c]", "a.b.c")]
    [InlineData("a[0][b]", "a[0].b")]
    [InlineData("a[0].b[c]d", "a[0].b.cd")]
    [InlineData("a]b[c]", "a]b.c")]
    [InlineData("[a][b]", "a.b")]
    [InlineData("[][0]", "[0]")]
    [InlineData("[]", "")]
    public void A_name_of_jQuery_is_rewritten(string name, string rewritten) =>
        Assert.Equal([rewritten], JQueryNames.Of(Form((name, "1")))!.Keys);

    [Theory]
    [InlineData("a[b")]
    [InlineData("a[b][c")]
    [InlineData("a[[b]")]
    public void A_name_without_a_closing_bracket_is_left_out(string name) => Assert.Empty(JQueryNames.Of(Form((name, "1")))!);

    [Fact]
    public void A_form_without_brackets_is_left_alone() => Assert.Null(JQueryNames.Of(Form(("a", "1"), ("b.c", "2"))));

    /// <summary>A form of 2 MB, with the length of a name that FormOptions allows.</summary>
    [Fact]
    public void Names_of_many_brackets_are_rewritten_without_copies_of_their_parts()
    {
        var form = Form([.. Enumerable.Range(0, Names)
            .Select(i => (i.ToString(CultureInfo.InvariantCulture) + string.Concat(Enumerable.Repeat("[0]", 680)), "1"))]);
        JQueryNames.Of(Form(("a[b]", "1")));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = JQueryNames.Of(form);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Names, found!.Count);
        Assert.InRange(allocated, 0, 20_000_000);
    }

    [Fact]
    public void A_prefix_is_found_in_sorted_names_as_in_a_scan()
    {
        string[] parts = ["a", "A", "ab", "b", ".", "[", "]", "0", "é", "É", "-", "_"];
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var names = Enumerable.Range(0, 20).Select(_ => Name()).ToArray();
            var sorted = new SortedNames(names);

            foreach (var prefix in names.Concat(Enumerable.Range(0, 50).Select(_ => Name())).Append(string.Empty))
            {
                Assert.Equal((prefix, names.Any(name => ModelName.IsPrefix(prefix, name))), (prefix, sorted.HasPrefix(prefix)));
            }
        }

        Assert.False(new SortedNames([]).HasPrefix(string.Empty));

        string Name() => string.Concat(Enumerable.Range(0, 1 + random.Next(4)).Select(_ => parts[random.Next(parts.Length)]));
    }

    [Fact]
    public async Task The_names_of_a_request_are_sorted_once()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        var action = new MvcAction(typeof(object), "c", "a", _ => new object(), (_, _) => default);
        _ = action.Body(_ => { }).CreateDescriptor!("/", null, 0);
        var call = new MvcInvocation(new DefaultHttpContext { RequestServices = app.Services }, action);
        var form = Form([.. Enumerable.Range(0, Names).Select(i => ($"items[{i}].name", "1"))]);

        Assert.True(form.HasPrefix("items", call));
        Assert.True(form.HasPrefix("items[7]", call));
        Assert.False(form.HasPrefix("items[7].nam", call));
        Assert.Same(call.SortedNamesOf(form, []), call.SortedNamesOf(form, []));
        Assert.True(call.SortedNamesOf(form, []).HasPrefix("items[999].name"));
    }

    private static FormCollection Form(params (string Name, string Value)[] fields) =>
        new(fields.ToDictionary(field => field.Name, field => new StringValues(field.Value)));
}
