using System.Net;
using System.Text.Json.Nodes;

namespace Generator.Tests.EndToEnd;

/// <summary>Suppliers: the controllers of a library that the bookshop references.</summary>
public abstract partial class BookshopTests
{
    [Fact]
    public async Task A_controller_of_a_library_answers_beside_those_of_the_app()
    {
        Assert.Equal("""{"id":2,"name":"Encre/Rouge","country":"France"}""", await Client.GetStringAsync("/suppliers/2"));
        using var unknown = await Client.GetAsync("/suppliers/4711");
        using var other = await SendAsync(HttpMethod.Delete, "/suppliers/2", key: null);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed), (unknown.StatusCode, other.StatusCode));
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("?country=britain", 2)]
    [InlineData("?country=britain&country=FRANCE", 3)]
    public async Task Suppliers_are_listed(string query, int count) =>
        Assert.Equal(count, JsonNode.Parse(await Client.GetStringAsync("/suppliers" + query))!.AsArray().Count);

    [Fact]
    public async Task A_value_with_a_slash_leads_to_the_link_of_what_it_names()
    {
        // The client follows the redirect.
        using var response = await Client.GetAsync("/suppliers/by-name/Encre%2FRouge");

        Assert.Equal("/suppliers/2", response.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_app_links_to_a_controller_of_the_library()
    {
        using var response = await Client.GetAsync("/books/3/supplier");

        Assert.Equal("/suppliers/2", response.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task An_internal_controller_of_the_library_is_served_and_guarded()
    {
        using var staff = await SendAsync(HttpMethod.Get, "/suppliers/statistics", "ann-key");
        using var reader = await SendAsync(HttpMethod.Get, "/suppliers/statistics", "bob-key");

        Assert.StartsWith("3 suppliers, ", await staff.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, reader.StatusCode);
    }
}
