using System.Net;
using System.Net.Http.Headers;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Arguments from forms, and the response to invalid ones.</summary>
public sealed class FormBodyTests
{
    [Fact]
    public async Task A_form_is_bound()
    {
        await using var app = await BodyProgram.StartAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Emma"), "name" },
            { new StringContent("3"), "count" },
            { new StringContent("a"), "tag" },
            { new StringContent("b"), "tag" },
            { new StringContent("12345"), "file", "cover.png" },
        };
        using var response = await app.Client.PostAsync("/body/form", form);

        Assert.Equal("Emma 3 a|b cover.png 5 True", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Files_are_bound()
    {
        await using var app = await BodyProgram.StartAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("1"), "part", "a" },
            { new StringContent("2"), "part", "b" },
            { new StringContent("3"), "other", "c" },
            { new StringContent("4"), "field" },
        };
        using var response = await app.Client.PostAsync("/body/files", form);

        Assert.Equal("3 2 1", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_object_is_bound_from_the_fields_of_a_form()
    {
        await using var app = await BodyProgram.StartAsync();
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Ann"), "name" },
            { new StringContent("2"), "Count" },
            { new StringContent("a"), "tags" },
            { new StringContent("b"), "tags" },
            { new StringContent("Main"), "Address.Street" },
            { new StringContent("7"), "address.number" },
            { new StringContent("x"), "note", "note.txt" },
        };
        using var response = await app.Client.PostAsync("/body/order", form);

        Assert.Equal("Ann 2 a|b Main 7 note.txt", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task All_errors_of_a_form_are_reported_together()
    {
        await using var app = await BodyProgram.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent("x"), "count" } };
        using var response = await app.Client.PostAsync("/body/form", form);

        Assert.Equal(
            ["name: A value is required.", "count: The value 'x' is not valid.", "file: A value is required."],
            await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_form_of_another_content_type_is_refused_for_that_alone()
    {
        await using var app = await BodyProgram.StartAsync();
        using var response = await BodyProgram.SendAsync(app, "POST", "form", "{}");

        Assert.Equal(
            ["name: The content type 'application/json; charset=utf-8' is not supported. Use multipart/form-data."],
            await Problem.ErrorsAsync(response, HttpStatusCode.UnsupportedMediaType));
    }

    [Fact]
    public async Task A_form_without_required_fields_may_be_missing()
    {
        await using var app = await BodyProgram.StartAsync();
        using var response = await BodyProgram.SendAsync(app, "POST", "optionalform", null);

        Assert.Equal("none True", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_form_that_is_malformed_is_refused()
    {
        await using var app = await BodyProgram.StartAsync();
        using var content = new StringContent("nothing that ends");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var response = await app.Client.PostAsync("/body/form", content);

        Assert.Single(await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }
}
