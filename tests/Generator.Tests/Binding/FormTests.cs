using System.Net;
using Generator.Tests.Harness;

namespace Generator.Tests.Binding;

/// <summary>Objects from form fields. <see cref="Differential.Forms.FormObjectTests"/> compares with minimal APIs.</summary>
public sealed class FormTests
{
    private const string Source = """
        using System.Collections.Immutable;
        using System.ComponentModel.DataAnnotations;
        using System.Runtime.Serialization;

        public record Line([StringLength(5)] string Name, [Range(1, 9)] int Quantity = 1, decimal? Price = null);
        public sealed record Checked(string Name, int Number) { public string Upper { get; } = Name.ToUpperInvariant(); }
        public sealed class Address { [Required] public string? Street { get; set; } public int Number { get; set; } = 7; }
        public enum Color { Red, Green }
        public struct Point { public int X { get; init; } public int Y { get; set; } }
        public class Base<T> { public T? Inherited { get; init; } }

        public sealed class Order : Base<int>, IValidatableObject
        {
            public required string Customer { get; set; }
            public List<Line> Lines { get; set; } = [new("usual")];
            public Address? Delivery { get; set; }
            public Address Invoice { get; init; } = new() { Street = "old" };
            public Dictionary<Color, int> Colors { get; set; } = [];
            public bool Gift { get; set; } = true;
            public int? Discount { get; set; } = 3;
            [DataMember(Name = "remark"), StringLength(3)] public string Note { get; init; } = "non";
            [IgnoreDataMember] public Type? Ignored { get; set; }
            public Point? At { get; set; }
            public Point From { get; set; } = new() { Y = 5 };
            public ImmutableArray<int> Fixed { get; set; } = [];
            public Queue<Checked> Checked { get; set; } = [];
            public IFormFile? File { get; set; }
            public IEnumerable<ValidationResult> Validate(ValidationContext context) =>
                Customer == "nobody" ? [new ValidationResult("nobody orders nothing", [nameof(Lines)])] : [];
        }

        public sealed class Album { public List<Picture> Pictures { get; set; } = []; }
        public sealed record Picture(string Title, IFormFile File, IReadOnlyList<IFormFile> Others);
        public sealed class Node
        {
            public required string Name { get; set; }
            public Node? Next { get; set; }
            public Node[] Children { get; set; } = [];
            public Dictionary<string, Node>? Named { get; set; }
        }
        public sealed class Must
        {
            public required Address? Address { get; set; }
            public IFormFileCollection? All { get; set; }
            public required IFormCollection Form { get; init; }
            public Microsoft.Extensions.Primitives.StringValues Raw { get; set; }
            public required string? Text { get; set; }
            public required int? Number { get; set; }
            public required int Count { get; init; }
            public required string[] Tags { get; set; }
        }

        [Controller("x"), Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryToken(false)]
        public static class XController
        {
            [Post("order")] public static string Place([FromForm] Order order) =>
                $"{order.Customer} [{string.Join(' ', order.Lines)}] {Of(order.Delivery)} {Of(order.Invoice)} " +
                $"[{string.Join(' ', order.Colors.OrderBy(one => one.Key))}] {order.Gift} {order.Discount} {order.Note} " +
                $"{order.Inherited} {order.At?.X},{order.At?.Y} {order.From.X},{order.From.Y} [{string.Join(' ', order.Fixed)}] " +
                $"[{string.Join(' ', order.Checked.Select(one => one.Upper))}] {order.File?.FileName}";
            [Post("album")] public static string Show([FromForm] Album album) =>
                string.Join(' ', album.Pictures.Select(one => $"{one.Title}:{one.File.FileName}:{one.Others.Count}"));
            [Post("node")] public static string Walk([FromForm] Node? node) => node is null ? "null" : Of(node);
            [Post("must")] public static string Need([FromForm] Must must) =>
                $"{must.Text} {must.Number?.ToString() ?? "null"} {must.Count} {must.Tags.Length} {must.All?.Count ?? 0} " +
                $"{must.Form.Count} {must.Raw.Count}";
            [Post("lines")] public static string All([FromForm, MinLength(1)] IReadOnlyList<Line> lines,
                [FromForm(Name = "tag")] HashSet<string> tags) => $"{lines.Count} {string.Join('|', tags)}";
            [Post("map")] public static string Map([FromForm] Dictionary<int, Line>? map) => map?.Count.ToString() ?? "null";
            [Post("members")] public static string Both([AsParameters] Together together) =>
                $"{together.Page} {together.Line.Name} {together.File?.FileName}";

            private static string Of(Address? address) => address is null ? "null" : $"{address.Street}-{address.Number}";
            private static string Of(Node node) =>
                $"{node.Name}({(node.Next is null ? "" : Of(node.Next))})" +
                $"[{string.Join(' ', node.Children.Select(Of))}]{{{string.Join(' ', node.Named?.Keys.ToArray() ?? [])}}}";
        }

        public sealed record Together([property: FromQuery] int Page, [property: FromForm] Line Line, IFormFile? File);
        """;

    [Theory]
    [InlineData("order", "customer=Emma", "Emma [Line { Name = usual, Quantity = 1, Price =  }] null old-7 [] True 3 non 0 , 0,5 [] [] ")]
    [InlineData("order", "Customer=Emma&lines[0].name=a&lines[0].quantity=2&lines[1].name=b&lines[1].price=15&lines[3].name=c",
        "Emma [Line { Name = a, Quantity = 2, Price =  } Line { Name = b, Quantity = 1, Price = 15 }] null old-7 " +
        "[] True 3 non 0 , 0,5 [] [] ")]
    [InlineData("order",
        "customer=E&delivery.street=s&invoice.street=t&invoice.number=2&colors[red]=1&colors[1]=2" +
            "&gift=false&gift=true&discount=&remark=yes&inherited=4",
        "E [Line { Name = usual, Quantity = 1, Price =  }] s-7 t-2 [[Red, 1] [Green, 2]] False 3 yes 4 , 0,5 [] [] ")]
    [InlineData("order",
        "customer=E&at.x=1&from.x=2&fixed=1&fixed=2&checked[0].name=a&checked[0].number=1&checked[1].name=b&checked[1].number=2&ignored=x",
        "E [Line { Name = usual, Quantity = 1, Price =  }] null old-7 [] True 3 non 0 1,0 2,0 [1 2] [A B] ")]
    [InlineData("order", "customer=E&fixed[0]=3&fixed=1&lines=x&lines[1].name=b&lines[x].name=c&delivery=1&colors=2&colors[=3&[red]=1",
        "E [Line { Name = usual, Quantity = 1, Price =  }] null old-7 [] True 3 non 0 , 0,5 [3] [] ")]
    [InlineData("node", "", "null")]
    [InlineData("node", "other=1&name2=b", "null")]
    [InlineData("node",
        "name=a&next.name=b&next.next.name=c&children[0].name=d&children[0].children[0].name=e&named[x].name=f&named[y].name=g&children=z",
        "a(b(c()[]{})[]{})[d()[e()[]{}]{}]{x y}")]
    [InlineData("must", "text=&number=&count=1", " null 1 0 0 3 0")]
    [InlineData("must", "text=a&number=2&count=1&tags[0]=x&tags[1]=y&raw=1&raw=2", "a 2 1 2 0 6 2")]
    [InlineData("map", "", "null")]
    [InlineData("map", "[0].name=a&[1].name=b", "2")]
    [InlineData("lines", "[0].name=a&[1].name=b&tag=x&tag=y&tag=x", "2 x|y")]
    [InlineData("members?page=3", "name=a", "3 a ")]
    public async Task An_object_is_made_of_what_is_there(string path, string fields, string answer)
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.PostAsync("/x/" + path, Form(fields));
        Assert.Equal((HttpStatusCode.OK, answer), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("order", "", "Customer: A value is required.")]
    [InlineData("order",
        "lines[0].name=a&lines[0].quantity=x&lines[1].quantity=2&delivery.number=y&colors[blue]=1&colors[red]=z&fixed[0]=1&fixed[1]=q",
        "Customer: A value is required.", "Lines[0].Quantity: The value 'x' is not valid.", "Lines[1].Name: A value is required.",
        "Delivery.Number: The value 'y' is not valid.",
        "Colors[blue]: The key 'blue' is not valid or appears twice.", "Colors[red]: The value 'z' is not valid.",
        "Fixed[1]: The value 'q' is not valid.", "Delivery.Street: The Street field is required.")]
    [InlineData("order", "customer=nobody&at.x=x&checked[0].name=a&checked[0].number=x", "At.X: The value 'x' is not valid.",
        "Checked[0].Number: The value 'x' is not valid.")]
    [InlineData("order", "customer=nobody", "Lines: nobody orders nothing")]
    [InlineData("order", "customer=a&lines[0].name=toolong&lines[0].quantity=x&lines[1].name=toolong&lines[1].quantity=10&remark=toolong",
        "Lines[0].Quantity: The value 'x' is not valid.", "remark: The field Note must be a string with a maximum length of 3.",
        "Lines[0].Name: The field Name must be a string with a maximum length of 5.",
        "Lines[1].Name: The field Name must be a string with a maximum length of 5.",
        "Lines[1].Quantity: The field Quantity must be between 1 and 9.")]
    [InlineData("must", "count=x", "Text: A value is required.", "Number: A value is required.", "Count: The value 'x' is not valid.")]
    [InlineData("node", "next.next.name=a", "Name: A value is required.", "Next.Name: A value is required.")]
    [InlineData("lines", "[0].quantity=1", "[0].Name: A value is required.")]
    [InlineData("lines", "[0].name=toolong", "[0].Name: The field Name must be a string with a maximum length of 5.")]
    [InlineData("lines", "", "lines: The field lines must be a string or array type with a minimum length of '1'.")]
    [InlineData("map", "[1].name=toolong", "[1].Name: The field Name must be a string with a maximum length of 5.")]
    [InlineData("map", "[1].name=a&[01].name=b", "[1]: The key '1' is not valid or appears twice.")]
    [InlineData("members", "quantity=0", "Page: A value is required.", "Name: A value is required.",
        "Quantity: The field Quantity must be between 1 and 9.")]
    public async Task All_errors_are_reported_by_their_whole_key(string path, string fields, params string[] errors)
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var response = await app.Client.PostAsync("/x/" + path, Form(fields));
        Assert.Equal(errors, await Problem.ErrorsAsync(response, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Files_are_bound_to_members_of_objects()
    {
        await using var app = await RunningApp.StartAsync(Source);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("first"), "pictures[0].title" },
            { new StringContent("1"), "pictures[0].file", "a.png" },
            { new StringContent("2"), "pictures[0].others", "b.png" },
            { new StringContent("3"), "pictures[0].others", "c.png" },
            { new StringContent("second"), "pictures[1].title" },
            { new StringContent("4"), "pictures[1].file", "d.png" },
        };
        using var response = await app.Client.PostAsync("/x/album", form);
        Assert.Equal("first:a.png:2 second:d.png:0", await response.Content.ReadAsStringAsync());

        using var lacking = new MultipartFormDataContent { { new StringContent("4"), "pictures[0].others", "d.png" } };
        using var refused = await app.Client.PostAsync("/x/album", lacking);
        Assert.Equal(["Pictures[0].Title: A value is required.", "Pictures[0].File: A value is required."],
            await Problem.ErrorsAsync(refused, HttpStatusCode.BadRequest));
    }

    private static MultipartFormDataContent Form(string fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var pair in fields.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=')))
        {
            form.Add(new StringContent(pair[1]), pair[0]);
        }

        if (fields.Length == 0)
        {
            form.Add(new StringContent("1"), "nobodys");
        }

        return form;
    }
}
