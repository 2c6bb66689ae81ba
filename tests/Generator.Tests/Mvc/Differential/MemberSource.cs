namespace Generator.Tests.Mvc.Differential;

/// <summary>Actions with objects whose members come from the body, a header, the services or a model binder of the app.</summary>
internal static class MemberSource
{
    public const string Text = """
        using System.ComponentModel.DataAnnotations;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        public class Payload
        {
            [Required] public string? Name { get; set; }
            [Range(1, 9)] public int Count { get; set; } = 1;
            public Payload? Inner { get; set; }
            public List<Tag>? Tags { get; set; }
        }

        public class Composed
        {
            [FromRoute] public int Id { get; set; }
            [FromQuery, Range(0, 5)] public int Page { get; set; }
            [FromBody] public Payload Payload { get; set; } = null!;
            [FromHeader(Name = "X-T")] public string Token { get; set; } = "";
            public string? Plain { get; set; }
        }

        /// <summary>A service, which is not validated.</summary>
        public class Audit
        {
            [Required] public string? Who { get; set; }
        }

        public class Lenient
        {
            [FromBody] public Payload? Payload { get; set; } = new() { Name = "before" };
            [FromHeader] public int? Number { get; set; } = 7;
            [FromHeader(Name = "X-Many"), MinLength(2)] public int[]? Many { get; set; }
            [FromHeader(Name = "X-Color"), Display(Name = "Shade")] public Color Color { get; set; }
            [FromServices] public Clock Clock { get; set; } = null!;
            [FromServices, Required] public Audit Audit { get; set; } = null!;
            [FromServices] public Payload? Absent { get; set; }
        }

        public class Needy
        {
            [FromBody, BindRequired, Display(Name = "The body")] public Payload? Payload { get; set; }
            [FromHeader(Name = "X-T"), BindRequired] public string? Token { get; set; }
            [FromHeader(Name = "X-U"), Required] public string? Other { get; set; }
            [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] [BindNever]
            public Payload? Never { get; set; }
        }

        public class Emptiable
        {
            [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)]
            public Payload? Payload { get; set; }

            public string? Plain { get; set; }
        }

        public record Recorded(
            [FromRoute] int Id, [FromBody] Payload Payload, [FromHeader(Name = "X-T")] string? Token = "default",
            [FromQuery] int Page = 3)
        {
            [FromServices] public Clock? Clock { get; init; }
        }

        public record Targeted([property: FromRoute] int Id, [property: FromBody] Payload Payload, string? Plain);

        public class Converted
        {
            [ModelBinder(typeof(SeparatedBinder)), MinLength(2)] public int[] Ids { get; set; } = [];
            [FromQuery, ModelBinder(typeof(LenientEnumBinder))] public Color? Color { get; set; }
            [ModelBinder(typeof(DescribingBinder), Name = "d")] public string? Described { get; set; }
            [ModelBinder<NothingBinder>, BindRequired] public string? Nothing { get; set; }
            [ModelBinder<NullBinder>] public string? Null { get; set; } = "before";
            public Point? Point { get; set; }
            [ModelBinder(typeof(TagBinder))] public Tag? Tag { get; set; }
            public string? Plain { get; set; }
        }

        public record ConvertedRecord([ModelBinder(typeof(SeparatedBinder))] int[] Ids, Point Point, int N = 4);

        public class Numbered
        {
            [FromBody] public int[] Numbers { get; set; } = [];
            [FromBody, BindNever] public string? Text { get; set; }
        }

        public abstract class MemberControllerBase : ControllerBase
        {
            protected object Answer(object? value) => new
            {
                value,
                ModelState.IsValid,
                errors = ModelState.Where(entry => entry.Value!.Errors.Count > 0).OrderBy(entry => entry.Key, StringComparer.Ordinal)
                    .Select(entry => entry.Key + ":" + string.Join("|", entry.Value!.Errors.Select(error => error.ErrorMessage))),
            };
        }

        [Route("members/{id}/[action]")]
        public class MembersController : MemberControllerBase
        {
            [HttpPost] public object Composed(Composed request) => Answer(request);
            [HttpPost] public object ComposedQuery([FromQuery] Composed request) => Answer(request);
            [HttpPost] public object ComposedRoute([FromRoute] Composed request) => Answer(request);
            [HttpPost] public object ComposedForm([FromForm] Composed request) => Answer(request);
            [HttpPost] public object ComposedNamed([FromQuery(Name = "r")] Composed request) => Answer(request);
            [HttpPost] public object Lenient(Lenient request) => Answer(request);
            [HttpPost] public object Needy(Needy request) => Answer(request);
            [HttpPost] public object Emptiable(Emptiable request) => Answer(request);
            [HttpPost] public object Recorded(Recorded request) => Answer(request);
            [HttpPost] public object Targeted(Targeted request) => Answer(request);
            [HttpPost] public object Converted(Converted request) => Answer(request);
            [HttpPost] public object ConvertedRecord(ConvertedRecord request) => Answer(request);
            [HttpPost] public object Numbered(Numbered request) => Answer(request);
        }

        [ApiController, Route("api/members/{id}/[action]")]
        public class ApiMembersController : MemberControllerBase
        {
            [HttpPost] public object Composed(Composed request) => request;
            [HttpPost] public object ComposedQuery([FromQuery] Composed request) => request;
            [HttpPost] public object ComposedRoute([FromRoute] Composed request, int page) => request;
            [HttpPost] public object Lenient(Lenient request) => request;
            [HttpPost] public object Needy([FromQuery] Needy request) => request;
            [HttpPost] public object Recorded([FromQuery] Recorded request) => request;
            [HttpPost] public object RecordedBody(Recorded request) => request;
            [HttpPost] public object Targeted(Targeted request) => request;
            [HttpPost] public object Converted(Converted request) => request;
            [HttpPost] public object ConvertedRecord([FromQuery] ConvertedRecord request) => request;
        }
        """;

    public const string Services = """

        builder.Services.AddSingleton<Audit>();
        """;
}
