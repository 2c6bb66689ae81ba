using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Files are found as by MVC, in objects too.</summary>
public sealed class MvcFileTests(ITestOutputHelper output)
{
    private static readonly string[] Actions =
    [
        "/files/one", "/files/several", "/files/collection", "/files/anywhere", "/files/form", "/files/query?title=q", "/files/named",
        "/files/record", "/api/files/form", "/api/files/record",
    ];

    /// <summary>The fields of each form: a field without a file name is text.</summary>
    private static readonly (string Name, string? File, string Text)[][] Forms =
    [
        [],
        [("title", null, "t")],
        [("file", "a.txt", "abc")],
        [("File", "a.txt", "abc"), ("file", "b.txt", "")],
        [("file", "", "")],
        [("files", "a.txt", "a"), ("files", "b.txt", "b"), ("other", "c.txt", "c")],
        [("files[0]", "a.txt", "a"), ("files[1]", "b.txt", "b")],
        [("title", null, "t"), ("file", "a.txt", "a"), ("more", "b.txt", "b"), ("more", "c.txt", "c"), ("others[0]", "d.txt", "d")],
        [("upload.title", null, "t"), ("upload.file", "a.txt", "a"), ("upload.rest", "r.txt", "r")],
        [("upload.file", "a.txt", "a"), ("title", null, "t")],
        [("upload.file", "a.txt", "a")],
        [("u.file", "a.txt", "a"), ("u.title", null, "t")],
        [("cover.file", "a.txt", "a")],
        [("cover.caption", null, "c"), ("cover.thumbnail.file", "a.txt", "a")],
        [("cover.thumbnail.file", "a.txt", "a")],
        [("pictures[0].thumbnail.file", "a.txt", "a")],
        [("frame.picture.file", "a.txt", "a")],
        [("frame.file", "a.txt", "a"), ("frame.picture.caption", null, "c")],
        [("frame.unknown", null, "c")],
        [("frame.picture.unknown", null, "c")],
        [("pictures[0].file", "a.txt", "a"), ("pictures[1].file", "b.txt", "b")],
        [("pictures[0].caption", null, "c"), ("pictures[0].file", "a.txt", "a"), ("pictures[1].file", "b.txt", "b")],
        [("upload.pictures[0].file", "a.txt", "a"), ("upload.cover.file", "b.txt", "b")],
        [("name", null, "n"), ("file", "a.txt", "a")],
        [("attachment.name", null, "n"), ("attachment.file", "a.txt", "a")],
        [("attachment.file", "a.txt", "a")],
    ];

    private static readonly string[] Without =
        ["", "?name=a", "?name=a&shape=x&plan=3&invoices=1", "?order.name=a&order.color=3"];

    private static readonly string[] With = ["?shape.edges=3", "?name=a&plan.price=x", "?invoices[0].number=3"];

    [Fact]
    public async Task Each_form_is_read_as_by_MVC()
    {
        await using var apps = await ComparedApps.StartAsync();

        var comparison = await apps.CompareAsync(Forms.SelectMany(form => Actions.Select(action => Request(action, form))));

        comparison.AssertSame(output, served: 230, refused: 20);
    }

    /// <summary>Without a value for one, as MVC leaves it alone; with one, a server error as in MVC.</summary>
    [Fact]
    public async Task Members_that_nothing_can_create_are_errors_only_with_a_value()
    {
        await using var apps = await ComparedApps.StartAsync();

        var comparison = await apps.CompareAsync(
            Without.SelectMany(query => new[] { $"POST /files/order{query}", $"POST /api/files/order{query}" }));

        comparison.AssertSame(output, served: 8, refused: 0);
        foreach (var query in With)
        {
            var (compiled, mvc) = await apps.StatusesAsync($"POST /files/order{query}");
            Assert.Equal((query, "500", "500"), (query, compiled, mvc));
        }
    }

    [Fact]
    public async Task Members_come_from_the_part_of_the_request_that_their_attribute_names()
    {
        string[] actions = ["anywhere", "form", "query", "route"];
        string[] paths =
        [
            "7", "x", "7?q=t&count=3&note=n", "7?q=&part.page=4&part.name=p", "7?part.inner.page=5", "7?mixed.q=m&mixed.count=2&q=t",
            "7?count=x&part.page=y",
        ];
        string[] forms = ["", "note=f&count=9&part.name=g&part.page=8&q=u", "mixed.note=f&mixed.part.name=g", "part.inner.name=h"];
        await using var apps = await ComparedApps.StartAsync();

        var comparison = await apps.CompareAsync(actions.SelectMany(action => paths.SelectMany(path => forms
            .Select(form => $"POST /mixed/{action}/{path} | Content-Type: application/x-www-form-urlencoded || {form}"))));

        comparison.AssertSame(output, served: 110, refused: 0);
    }

    private static string Request(string action, (string Name, string? File, string Text)[] fields)
    {
        var parts = fields.Select(field =>
            $"--b\r\nContent-Disposition: form-data; name=\"{field.Name}\"" +
            $"{(field.File is null ? "" : $"; filename=\"{field.File}\"")}\r\n\r\n{field.Text}\r\n");
        return $"POST {action} | Content-Type: multipart/form-data; boundary=b || {string.Concat(parts)}--b--\r\n";
    }
}
