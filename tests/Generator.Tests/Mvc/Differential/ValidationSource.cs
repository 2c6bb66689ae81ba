namespace Generator.Tests.Mvc.Differential;

/// <summary>Models and actions that meet the rules of MVC's validation one by one, and their requests.</summary>
internal static class ValidationSource
{
    public const string Text = """
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json.Serialization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        [assembly: CompileMvcControllers]

        [AttributeUsage(AttributeTargets.All)]
        public sealed class ReportsAttribute(params string[] members) : ValidationAttribute
        {
            public string? Message { get; set; } = "reported";

            public override bool RequiresValidationContext => true;

            protected override ValidationResult? IsValid(object? value, ValidationContext context) => value is null ? null : new(
                Message switch
                {
                    "names" => $"{context.DisplayName}/{context.MemberName}",
                    "object" => $"{context.ObjectType.Name}/{context.ObjectInstance.GetType().Name}/{context.MemberName}",
                    _ => Message,
                },
                members);
        }

        public sealed class PresentAttribute : ValidationAttribute
        {
            public override bool IsValid(object? value) => value is not null;
        }

        public sealed class NeededAttribute : RequiredAttribute
        {
            public override bool IsValid(object? value) => value is not null and not 0 and not "none";
        }

        public class Line
        {
            [Required] public string? Book { get; set; }
            [Range(1, 99)] public int Quantity { get; set; }
        }

        /// <summary>Its Validate would throw if it ran before the objects in it are valid.</summary>
        public class Order : IValidatableObject
        {
            public Line? Gift { get; set; }
            public List<Line> Lines { get; set; } = [];
            public Dictionary<string, Line>? Named { get; set; }
            public Order? Next { get; set; }

            public IEnumerable<ValidationResult> Validate(ValidationContext context) =>
                Lines.Append(Gift).Concat(Named?.Values.ToArray() ?? []).Any(line => line?.Book!.Length > 3)
                    ? [new ValidationResult($"{context.DisplayName}/{context.MemberName}"), new ValidationResult("named", ["Gift", ""]),
                        new ValidationResult(null), new ValidationResult("of an item", ["Lines[0].Book"])]
                    : [];
        }

        [Reports(Message = "names")]
        public class Told { public string? Text { get; set; } }

        [Reports("Text", "Inner", "other")]
        public class Telling { public string? Text { get; set; } }

        public class Reporting
        {
            [Reports] public string? Plain { get; set; }
            [Reports("Named", "Other", "")] public string? Named { get; set; }
            [Reports(Message = null), Display(Name = "The silent")] public string? Silent { get; set; }
            [Reports(Message = "object")] public string? Context { get; set; }
            public Told? Told { get; set; }
            public List<Told>? AllTold { get; set; }
            public Telling? Inner { get; set; }
        }

        public class Hiding
        {
            [JsonIgnore, Range(1, 9)] public int Size { get; set; } = 1;
            [JsonIgnore] public string Text { get; set; } = "text";
            [JsonIgnore] public Line? Line { get; set; }
            [JsonPropertyName("other"), StringLength(2)] public string? Shown { get; set; }
            public List<Hiding>? Inner { get; set; }
        }

        public class Page<T> { public T Value { get; set; } = default!; public T? Next { get; set; } }
        public class ReferencePage<T> where T : class { public T Value { get; set; } = null!; public T? Next { get; set; } }
        public class NotNullPage<T> where T : notnull { public T Value { get; set; } = default!; public T? Next { get; set; } }
        public class LinePage<T> where T : Line { public T Value { get; set; } = null!; }
        public class TextPage : Page<string>;
        public class NullableTextPage : Page<string?>;
        public class ChildPage<T> : ReferencePage<T> where T : class { public T Own { get; set; } = null!; }
        public record RecordPage<T>(T Value, T? Next, T Last = default!) where T : notnull;

        public class Built
        {
            [JsonConstructor] public Built(string name) => Name = name;
            public Built(int number) => Name = $"{number}";
            public string Name { get; }
        }

        [ApiController, Route("validated/[action]")]
        public class ValidatedController : ControllerBase
        {
            [HttpPost] public string Order(Order order) => "valid";
            public string OrderInQuery([FromQuery] Order order) => "valid";
            public string Lines([FromQuery, MinLength(2)] List<Line> lines) => "valid";
            public string ReportedLine([FromQuery, Reports] Line line) => "valid";
            public string Reported([Reports("n", "Other")] int n, [FromQuery(Name = "t"), Reports("text")] string? text) => "valid";
            [HttpPost] public string Reporting(Reporting reporting) => "valid";
            [HttpPost] public string Told(Told told) => "valid";
            public string Absent(
                [AllowedValues(1, 2)] int allowed, [DeniedValues(3, null)] int denied, [Present, Range(1, 5)] int present = 3,
                [AllowedValues(1)] int? optional = null, [Present] string? text = null) =>
                $"{allowed} {denied} {present} {optional} {text}";
            [HttpGet("{id?}")] public string Needed(
                [Needed] int id, [Needed(ErrorMessage = "give {0}")] int? number, [Needed(ErrorMessage = "write {0}")] string text,
                [FromHeader(Name = "X-A"), Needed] string? header) => $"{id} {number} {text} {header}";
            public string HidingInQuery([FromQuery] Hiding hiding) => $"{hiding.Size}";
            [HttpPost] public string HidingInBody(Hiding hiding) => $"{hiding.Size}";
            [HttpPost] public string HidingInForm([FromForm] Hiding hiding) => $"{hiding.Size}";
            [HttpPost] public string Pages(Page<string> page) => "valid";
            [HttpPost] public string ReferencePages(ReferencePage<string> page) => "valid";
            [HttpPost] public string NotNullPages(NotNullPage<string> page) => "valid";
            [HttpPost] public string NumberPages(NotNullPage<int> page) => "valid";
            [HttpPost] public string LinePages(LinePage<Line> page) => "valid";
            [HttpPost] public string TextPages(TextPage page) => "valid";
            [HttpPost] public string NullableTextPages(NullableTextPage page) => "valid";
            [HttpPost] public string ChildPages(ChildPage<string> page) => "valid";
            [HttpPost] public string RecordPages(RecordPage<string> page) => "valid";
            [HttpPost] public string Built(Built built) => "valid";
            public string Clashing(
                [Range(1, 5)] int validation, [AllowedValues(1)] int id, [FromQuery(Name = "n"), Range(1, 5)] int Id,
                [Range(1, 5)] int @class) => "valid";
            [HttpPost] public string NeededBody([FromBody, Needed] Line line) => "valid";
            public string ReportingInQuery([FromQuery] Reporting reporting) => "valid";
        }
        """;

    public static readonly string[] Requests =
    [
        Json("order", "{}", """{"gift":{}}""", """{"gift":{"book":"long","quantity":1}}""", """{"lines":[{},{"book":"long"}]}""",
            """{"lines":[{"book":"long","quantity":1}]}""", """{"named":{"a":{}}}""", """{"next":{"gift":{}}}""",
            """{"next":{"gift":{"book":"long","quantity":1}}}""", """{"next":{"gift":{"book":"abc","quantity":1}}}"""),
        Query("orderInQuery", "gift.quantity=1", "gift.quantity=1&gift.book=long", "order.lines[0].book=long", "lines[0].quantity=x",
            "order.lines[0].book=long&order.lines[0].quantity=5", "next.gift.book=long", "next.gift.book=long&next.gift.quantity=5"),
        Query("lines", "lines[0].book=x", "lines[0].book=x&lines[0].quantity=5", "[0].book=x&[0].quantity=5&[1].book=y&[1].quantity=6"),
        Query("reportedLine", "book=x", "book=x&quantity=5", "line.book=x&line.quantity=5"),
        Query("reported", "", "n=1", "n=1&t=x", "t=x"),
        Json("reporting", """{"plain":"a","named":"b","silent":"c","context":"d"}""", """{"told":{},"allTold":[{},null,{}]}""",
            """{"inner":{}}"""),
        Json("told", "{}"),
        Json("neededBody", "null", "{}", """{"book":"x","quantity":1}"""),
        Query("hidingInQuery", "size=0", "size=2&text=", "line.book=x", "inner[0].size=0&inner[0].line.book=x", "shown=abc", "size=9"),
        Json("hidingInBody", "{}", """{"size":0,"other":"abc"}"""),
        "POST /validated/hidingInForm | Content-Type: application/x-www-form-urlencoded || size=0&inner[0].text=&inner[0].size=10",
        Json("pages", "{}"), Json("referencePages", "{}"), Json("notNullPages", "{}"), Json("numberPages", "{}"), Json("linePages", "{}"),
        Json("textPages", "{}"), Json("nullableTextPages", "{}"), Json("childPages", "{}"), Json("recordPages", "{}"),
        Json("built", "{}", """{"name":"x"}"""),
        Query("clashing", "", "validation=1&id=1&n=1&class=1", "validation=9&id=9&n=9&class=9"),
        Query("absent", "", "allowed=1", "allowed=1&denied=2", "allowed=0&denied=3&present=9", "allowed=1&denied=2&present=3",
            "allowed=x&denied=&present=", "allowed=2&denied=1&present=1&optional=2&text=", "allowed=2&denied=1&present=1&optional=1"),
        Query("needed", "", "id=1&number=2&text=x", "id=0&number=0&text=none", "id=&number=&text=", "id=1&number=x&text=x"),
        "GET /validated/needed/5?number=1&text=a | X-A: none\nGET /validated/needed/5?number=1&text=a | X-A: x",
        Query("reportingInQuery", "plain=a&named=b&silent=c&context=d", "reporting.named=b", "told.text=x&inner.text=y"),
    ];

    private static string Json(string action, params string[] bodies) =>
        string.Join('\n', bodies.Select(body => $"POST /validated/{action} | Content-Type: application/json || {body}"));

    private static string Query(string action, params string[] queries) =>
        string.Join('\n', queries.Select(query => $"GET /validated/{action}?{query}"));
}
