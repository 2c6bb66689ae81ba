using Xunit.Abstractions;

namespace Generator.Tests.Mvc.Differential;

/// <summary>Members with a source of their own are bound and validated as by MVC.</summary>
public sealed class MvcMemberTests(ITestOutputHelper output)
{
    private static readonly string[] Actions =
    [
        "composed", "composedQuery", "composedRoute", "composedForm", "composedNamed", "lenient", "needy", "emptiable", "recorded",
        "targeted", "converted", "convertedRecord", "numbered",
    ];

    private static readonly string[] ApiActions =
    [
        "composed", "composedQuery", "composedRoute", "lenient", "needy", "recorded", "recordedBody", "targeted", "converted",
        "convertedRecord",
    ];

    private static readonly string[] Queries =
    [
        "", "?page=2&plain=p", "?request.page=9&request.plain=q&page=2", "?r.page=3&id=9", "?page=x",
        "?ids=1,2&color=green&point=1x2&d=1&name=ab", "?ids=1&color=no&point=1&n=8", "?request.ids=1,x&request.point=3x4&nothing=1",
    ];

    private static readonly string[] Headers =
        ["", " | X-T: token | X-U: u | Number: 5 | X-Many: 1, 2 | X-Color: green", " | Number: x | X-Many: 1 | X-Color: 99 | X-T:  "];

    private static readonly string[] Bodies =
    [
        "", " | Content-Type: application/json", " | Content-Type: text/plain || x",
        " | Content-Type: application/json || {\"name\":\"n\",\"count\":3,\"inner\":{\"name\":\"i\"},\"tags\":[{\"name\":\"abc\"}]}",
        " | Content-Type: application/json || {\"count\":0,\"inner\":{\"count\":99},\"tags\":[{\"name\":\"\"}]}",
        " | Content-Type: application/json || {\"count\":\"x\"}", " | Content-Type: application/json || null",
        " | Content-Type: application/json || [1,2,3]", " | Content-Type: application/json || {",
        " | Content-Type: application/x-www-form-urlencoded || page=4&plain=form&ids=5,6&point=7x8&request.page=1&payload.name=f",
    ];

    [Fact]
    public async Task Each_request_is_answered_as_by_MVC()
    {
        await using var apps = await ComparedApps.StartAsync();

        var comparison = await apps.CompareAsync(Actions.Select(action => "members/5/" + action)
            .Concat(ApiActions.Select(action => "api/members/5/" + action))
            .Append("members/x/composed")
            .SelectMany(path => Queries.SelectMany((query, i) => Bodies.Select((body, j) =>
                $"POST /{path}{query}{Headers[(i + j) % Headers.Length]}{body}"))));

        comparison.AssertSame(output, served: 900, refused: 900);
    }
}
