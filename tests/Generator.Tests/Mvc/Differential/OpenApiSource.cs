namespace Generator.Tests.Mvc.Differential;

/// <summary>Controllers whose OpenAPI document is compared with that of MVC.</summary>
internal static class OpenApiSource
{
    public const string Text = """
        using System.ComponentModel;
        using System.ComponentModel.DataAnnotations;
        using System.Text.Json.Serialization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        [assembly: CompileMvcControllers]

        public class Line
        {
            [Required, StringLength(9, MinimumLength = 2)] public string? Name { get; set; }
            [Range(1, 5)] public int N { get; set; }
        }

        public enum Color { Red, Green }

        [JsonConverter(typeof(JsonStringEnumConverter))] public enum Shade { Light, Dark }

        public class Small
        {
            [Required, MinLength(2)] public string? A { get; set; }
            [Range(1, 3)] public int B { get; set; }
            public Color C { get; set; }
        }

        public class Search
        {
            [MinLength(1)] public List<string> Words { get; set; } = [];
            [MaxLength(5)] public string[]? Tags { get; set; }
            [BindRequired] public int Page { get; set; }
            public Line? Line { get; set; }
        }

        public class Order
        {
            public List<Line> Lines { get; set; } = [];
            public List<IFormFile>? Files { get; set; }
            public Line? One { get; set; }
        }

        public record Choice([Required] string A, int B = 3, Shade S = Shade.Dark, DateOnly? When = null);
        public class Upload { public string? Title { get; set; } public IFormFile? Cover { get; set; } public Line? Line { get; set; } }

        [ApiController, Route("query")]
        public class QueryController : ControllerBase
        {
            [HttpGet("texts")]
            public string Texts(
                [MinLength(2)] string a, [MaxLength(3)] string? b, [Length(1, 4)] string c,
                [StringLength(6, MinimumLength = 1)] string d) => "";
            [HttpGet("lists")]
            public string Lists([FromQuery, MinLength(2)] string[] a, [FromQuery, MaxLength(3)] List<int>? b, [FromQuery] int[] c) => "";
            [HttpGet("required")]
            public string Required(
                int a, int? b, string c, string? d, [Required] int? e, [Required] string f, [BindRequired] int g, Color h, Shade? i) => "";
            [HttpGet("parts/{id}/{name?}")]
            public string Parts(
                int id, string? name, [FromHeader(Name = "X-A")] string a, [FromHeader] int b, [FromHeader, Required] string c,
                [FromHeader, BindRequired] int d, [FromHeader] int[] e) => "";
            [HttpGet("small")] public string Small([FromQuery] Small small) => "";
            [HttpGet("search")] public string Search([FromQuery] Search search) => "";
            [HttpGet("choice")] public string Choice([FromQuery] Choice choice) => "";
            [HttpGet("twice/{a}")]
            public string Twice(int a, [FromQuery(Name = "a")] string b, [FromQuery(Name = "a")] int c, [FromQuery] Small d) => "";
            [HttpGet("map")] public string Map([FromQuery] Dictionary<string, int> map) => "";
            [HttpGet("types")]
            public string Types(
                DateOnly a, TimeSpan b, Guid c, Uri? d, decimal e, double f, long g, byte h, bool i, char j,
                DateTimeOffset k, TimeOnly l) => "";
            [HttpGet("route/{a:int}/{b:guid}/{c:minlength(2)}/{d:range(1,5)}")]
            public string Route(int a, Guid b, string c, int d) => "";
            [HttpGet("defaults")]
            public string Defaults(
                int a = 3, string b = "x", bool c = true, Color d = Color.Green, double e = 1.5, string? f = null,
                Shade g = Shade.Dark, bool? h = true, int? i = 4, byte? j = 5, bool? k = null) => "";
            [HttpGet("described")]
            public string Described(
                [Description("the a")] int a, [FromQuery(Name = "bee")] int b, [Range(1, 5)] int c, [RegularExpression("a+")] string d,
                [Url] string? e, [EmailAddress] string? f, [Base64String] string? g,
                CancellationToken h, [FromServices] IServiceProvider i) => "";
        }

        [ApiController, Route("body")]
        public class BodyController : ControllerBase
        {
            [HttpPost("lines")] public string Lines([MinLength(2)] List<Line> lines) => "";
            [HttpPost("texts")] public string Texts([FromBody, MaxLength(2)] string[] lines) => "";
            [HttpPost("numbers")] public string Numbers([FromBody, Length(1, 2)] int[] lines) => "";
            [HttpPost("optional")] public string Optional([FromBody] Line? line) => "";
            [HttpPost("required")] public string Required([FromBody, Required, Description("the line")] Line line) => "";
            [HttpPost("default")] public string Default([FromBody] Line line = null!) => "";
            [HttpPut("consumes"), Consumes("text/json")] public string Consumes([FromBody] Line line) => "";
            [AcceptVerbs("GET", "POST", Route = "both")] public string Both(int a) => "";
        }

        [ApiController, Route("form")]
        public class FormController : ControllerBase
        {
            [HttpPost("small")] public string Small([FromForm] Small small) => "";
            [HttpPost("choice")] public string Choice([FromForm] Choice choice, [FromForm] string other) => "";
            [HttpPost("upload")] public string Upload([FromForm] Upload upload) => "";
            [HttpPost("fields")]
            public string Fields([FromForm, MinLength(2)] string a, [FromForm(Name = "x-y")] Color b, [FromForm] int c = 3) => "";
            [HttpPost("search")] public string Search([FromForm] Search search) => "";
            [HttpPost("lists")]
            public string Lists([FromForm] string[] a, [FromForm] List<Line> b, [FromForm] Dictionary<string, int> c) => "";
            [HttpPost("list")] public string List([FromForm, MinLength(2)] string[] a) => "";
            [HttpPost("order")] public string Order([FromForm] Order order) => "";
            [HttpPost("twice")] public string Twice([FromForm] Small a, [FromForm] Small b) => "";
            [HttpPost("file")] public string File(IFormFile file) => "";
            [HttpPost("files")] public string Files(IFormFileCollection files) => "";
            [HttpPost("named")] public string Named(List<IFormFile> files, [FromForm] string? name) => "";
        }

        [ApiController, Route("result")]
        public class ResultController : ControllerBase
        {
            [HttpGet("line")] public ActionResult<Line> Line() => new Line();
            [HttpGet("lines")] public Task<ActionResult<IEnumerable<Line>>> Lines() => throw new NotImplementedException();
            [HttpGet("stream")] public IAsyncEnumerable<Line> Stream() => throw new NotImplementedException();
            [HttpGet("unknown")] public IActionResult Unknown() => Ok();
            [HttpGet("none")] public Task None() => Task.CompletedTask;
            [HttpGet("typed")]
            public Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.Ok<Line>,
                Microsoft.AspNetCore.Http.HttpResults.NotFound> Typed() => TypedResults.NotFound();
            [HttpGet("declared"), ProducesResponseType(404), ProducesResponseType<Line>(200)] public IActionResult Declared() => Ok();
            [HttpGet("json"), Produces("application/json")] public Line Json() => new();
            [HttpGet("object")] public object Object() => new Line();
            [HttpGet("object/task")] public Task<object?> ObjectLater() => throw new NotImplementedException();
            [HttpGet("object/result"), ProducesResponseType(200), ProducesResponseType(404)]
            public ActionResult<object> ObjectResult() => new Line();
            [HttpGet("object/json"), Produces("application/json")] public ActionResult<object> ObjectJson() => new Line();
            [HttpGet("named"), EndpointSummary("s"), EndpointDescription("d"), Tags("t1", "t2"), EndpointName("named")]
            public Shade Named() => default;
        }
        """;
}
