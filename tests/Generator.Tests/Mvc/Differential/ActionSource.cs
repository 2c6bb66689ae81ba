namespace Generator.Tests.Mvc.Differential;

/// <summary>Actions with bodies, results, routes and filters of every kind.</summary>
internal static class ActionSource
{
    public const string Text = """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;

        [ApiController, Route("api/[controller]")]
        public class TodoController : ControllerBase
        {
            [HttpGet]
            public IEnumerable<Todo> List() => [new Todo { Id = 1, Title = "x" }];

            [HttpGet("{id:int}", Name = "todo")]
            public ActionResult<Todo> Show(int id) => id switch
            {
                1 => new Todo { Id = 1, Title = "x" },
                2 => NotFound(),
                3 => BadRequest(new { error = "no" }),
                4 => Problem("broken", statusCode: 503),
                5 => Ok(new Todo { Id = 5 }),
                6 => StatusCode(418),
                7 => (Todo?)null!,
                8 => Conflict("text"),
                _ => Unauthorized(),
            };

            [HttpPost]
            public IActionResult Add(Todo todo) => CreatedAtAction(nameof(Show), new { id = todo.Id }, todo);

            [HttpPost("named")]
            public IActionResult AddNamed([FromBody] Todo todo) => CreatedAtRoute("todo", new { id = todo.Id }, todo);

            [HttpPut("{id}")]
            public async Task<IActionResult> Put(int id, Todo? todo)
            {
                await Task.Yield();
                return todo is null ? Ok("none") : NoContent();
            }

            [HttpDelete("{id}")]
            public void Delete(int id) => Response.Headers["X-Id"] = $"{id}";

            [HttpPost("list")] public int PostList(List<Todo> todos) => todos.Count;
            [HttpPost("map")] public int PostMap(Dictionary<string, Tag> tags) => tags.Count;
            [HttpPost("int")] public int PostInt([FromBody] int n) => n;
            [HttpPost("text")] public string PostText([FromBody] string s) => s;
            [HttpPost("polite")] public string PostPolite(Polite polite, int n) => polite.Text + n;
            [HttpPost("person")] public Person PostPerson(Person person) => person;

            [AcceptVerbs("PUT", "PATCH", Route = "verbs")] public string Verbs() => Request.Method;
            [HttpGet("a"), HttpGet("b")] public string Two() => Request.Path!;
            [HttpGet, Route("c/{x?}")] public string WithRoute(string? x) => "c" + x;
            [HttpGet("~/root/{id}")] public int Root(int id) => id;
            [HttpGet("act-[action]"), ActionName("renamed")] public string Renamed() => $"{RouteData.Values["action"]}";
            [NonAction] public string Not() => "no";

            [HttpGet("redirect")] public IActionResult Redirecting() => RedirectToAction(nameof(Show), new { id = 4 });
            [HttpGet("url")] public string? Links() => Url.Action("Show", "Todo", new { id = 9 }) + Url.RouteUrl("todo", new { id = 3 }) +
                Url.Content("~/x") + Url.IsLocalUrl("/a");
            [HttpGet("null")] public string? Null() => null;
            [HttpGet("anonymous")] public object Anonymous() => new { a = 1 };
            [HttpGet("async")] public async Task<ActionResult<int>> Async(CancellationToken token)
            {
                await Task.Yield();
                return token.CanBeCanceled ? 1 : 0;
            }

            [HttpGet("value-task")] public async ValueTask<Todo> ValueTask()
            {
                await Task.Yield();
                return new Todo();
            }

            [HttpGet("validation")] public IActionResult Validation()
            {
                ModelState.AddModelError("x", "bad");
                return ValidationProblem();
            }

            [HttpGet("content")] public ContentResult Html() => Content("<p>", "text/html");
            [HttpGet("minimal")] public IResult Minimal() => Results.Ok(3);
            [HttpGet("user")] public string Who() => $"{User.Identity?.IsAuthenticated} {RouteData.Values["controller"]}";

            [HttpGet("filtered"), Log, ServiceFilter<ClockFilter>] public string Filtered(int n) => "f" + n;
            [HttpGet("failing"), Log] public string Failing(int n) => throw new InvalidOperationException($"{n}");
            [HttpGet("produces"), Produces("application/json")] public string Produced() => "quoted";
            [HttpPost("consumes"), Consumes("application/x-www-form-urlencoded")] public string Consumed() => "ok";
        }

        public sealed class LogAttribute : ActionFilterAttribute, IExceptionFilter
        {
            public override void OnActionExecuting(ActionExecutingContext context)
            {
                context.HttpContext.Response.Headers["X-Before"] =
                    string.Join(",", context.ActionArguments.Select(argument => argument.Key + argument.Value));
                if (context.ActionArguments.TryGetValue("n", out var n) && n is 5)
                {
                    context.Result = new OkObjectResult("short");
                }

                if (n is 6)
                {
                    context.ActionArguments["n"] = 66;
                }
            }

            public override void OnActionExecuted(ActionExecutedContext context)
            {
                context.HttpContext.Response.Headers["X-After"] = "1";
                if (context.Result is ObjectResult { Value: "f8" })
                {
                    context.Result = new OkObjectResult("changed");
                }
            }

            public override void OnResultExecuting(ResultExecutingContext context) =>
                context.HttpContext.Response.Headers["X-Result"] = "1";

            public void OnException(ExceptionContext context) => context.Result = new ObjectResult("caught") { StatusCode = 555 };
        }

        public sealed class ClockFilter(Clock clock) : IAsyncActionFilter
        {
            public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
            {
                context.HttpContext.Response.Headers["X-Clock"] = clock.Now;
                await next();
            }
        }

        [ApiController, Route("a/{version}/[controller]"), Route("b/[controller]")]
        public abstract class CrudController<T> : ControllerBase
            where T : new()
        {
            [HttpGet] public virtual T One() => new T();
            [HttpGet("{id:int}")] public int ById(int id) => id;
            [HttpPost] public T Post(T item) => item;
            [HttpGet("many")] public string Many() => $"{TryValidateModel(new List<T> { new() }, "many")} {ModelState.ErrorCount}";
        }

        public class TagsController : CrudController<Tag>
        {
            public override Tag One() => new Tag { Name = "over" };
        }

        public class TodosController : CrudController<Todo>, IDisposable
        {
            public void Dispose() => GC.SuppressFinalize(this);
        }
        """;
}
