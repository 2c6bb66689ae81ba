namespace Generator.Tests.Mvc.Seeded;

/// <summary>The types that every random program of controllers uses.</summary>
internal static class SeededSupport
{
    /// <summary>Statements over <c>builder</c>.</summary>
    public const string Services = """
        builder.Services.AddSingleton(new Notes("n"));
        builder.Services.AddKeyedSingleton("a", new Notes("keyed"));
        builder.Services.AddScoped<NoteFilter>();
        """;

    public const string Text = """
        using System.Collections;
        using System.ComponentModel.DataAnnotations;
        using System.Diagnostics.CodeAnalysis;
        using System.Globalization;
        using System.IO;
        using System.Text.Json.Serialization;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.AspNetCore.Mvc.ModelBinding;

        [assembly: CompileMvcControllers]

        public enum Color { Red, Green, Blue }

        [Flags]
        public enum Access { None = 0, Read = 1, Write = 2 }

        public sealed record Answer(string Text);

        public sealed record Notes(string Text);

        public sealed class Absent;

        public readonly record struct Percent(int Value)
        {
            public static bool TryParse(string? text, IFormatProvider? provider, out Percent value)
            {
                var isValid = int.TryParse(text?.TrimEnd('%'), CultureInfo.InvariantCulture, out var number) && text!.EndsWith('%');
                value = new Percent(number);
                return isValid;
            }
        }

        public sealed record Isbn(string Text)
        {
            public static bool TryParse(string? text, [NotNullWhen(true)] out Isbn? value)
            {
                value = text?.StartsWith("isbn:", StringComparison.Ordinal) == true ? new Isbn(text) : null;
                return value is not null;
            }
        }

        public static class Shown
        {
            public static string All(ModelStateDictionary? state, params (string Name, object? Value)[] values) =>
                string.Join("; ", values.Select(pair => $"{pair.Name}={Of(pair.Value)}")) + Of(state);

            public static string Of(object? value) => value switch
            {
                null => "null",
                string text => $"'{text}'",
                DateTime time => $"{time:O}",
                IFormFile file => $"{file.Name}/{file.FileName}/{file.Length}/{file.ContentType}",
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                IDictionary map => "{" + string.Join(", ",
                    map.Keys.Cast<object>().Select(key => $"{Of(key)}: {Of(map[key])}").Order(StringComparer.Ordinal)) + "}",
                CancellationToken => "token",
                IEnumerable items => "[" + string.Join(", ", items.Cast<object?>().Select(Of)) + "]",
                _ => value.ToString() ?? "",
            };

            public static byte[] Bytes(string shown) => System.Text.Encoding.UTF8.GetBytes(shown);

            public static string[] Lines(string shown) => shown.Split("; ");

            private static string Of(ModelStateDictionary? state) => state is null ? ""
                : $" valid={state.IsValid} errors={state.ErrorCount} " + string.Join(" ", state
                    .Where(entry => entry.Value!.Errors.Count > 0)
                    .OrderBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)
                    .Select(entry => $"{entry.Key}({string.Join("|", entry.Value!.Errors.Select(error => error.ErrorMessage))})"));
        }

        public sealed class EvenAttribute : ValidationAttribute
        {
            public override bool IsValid(object? value) =>
                value is null || Convert.ToDouble(value, CultureInfo.InvariantCulture) % 2 == 0;
        }

        public class TraceAttribute : ActionFilterAttribute
        {
            public override void OnActionExecuting(ActionExecutingContext context) => context.HttpContext.Response.Headers.Append("X-Trace",
                Uri.EscapeDataString(string.Join(",", context.ActionArguments.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => $"{pair.Key}={Shown.Of(pair.Value)}"))) + context.ModelState.IsValid);

            public override void OnActionExecuted(ActionExecutedContext context) =>
                context.HttpContext.Response.Headers.Append(
                    "X-Trace", $"{context.Result?.GetType().Name} {context.Exception?.GetType().Name}");

            public override void OnResultExecuting(ResultExecutingContext context) =>
                context.HttpContext.Response.Headers.Append("X-Trace", $"result {context.Result.GetType().Name}");
        }

        public sealed class AlwaysTraceAttribute : Attribute, IAlwaysRunResultFilter
        {
            public void OnResultExecuting(ResultExecutingContext context) =>
                context.HttpContext.Response.Headers.Append("X-Always", context.Result.GetType().Name);

            public void OnResultExecuted(ResultExecutedContext context)
            {
            }
        }

        public sealed class NoteFilter(Notes notes) : IAsyncActionFilter
        {
            public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
            {
                context.HttpContext.Response.Headers.Append("X-Note", $"{notes.Text}{context.ActionDescriptor.RouteValues["action"]}");
                var executed = await next();
                if (executed.Result is ObjectResult { Value: string text })
                {
                    executed.HttpContext.Response.Headers.Append("X-Note", $"{text.Length}");
                }
            }
        }

        public sealed class CatchAttribute : ExceptionFilterAttribute
        {
            public override void OnException(ExceptionContext context) =>
                context.Result = new ObjectResult(context.Exception.Message) { StatusCode = 555 };
        }

        public sealed class StopAttribute : Attribute, IActionFilter
        {
            public void OnActionExecuting(ActionExecutingContext context)
            {
                if (context.HttpContext.Request.Headers.Accept == "text/stop")
                {
                    context.Result = new ObjectResult("stopped") { StatusCode = 299 };
                }
            }

            public void OnActionExecuted(ActionExecutedContext context) => context.HttpContext.Response.Headers["X-Stop"] = "1";
        }

        public sealed class ChangeAttribute : ActionFilterAttribute
        {
            public override Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
            {
                foreach (var (name, value) in context.ActionArguments.ToArray())
                {
                    if (value is string text)
                    {
                        context.ActionArguments[name] = text + "!";
                    }
                    else if (value is int)
                    {
                        context.ActionArguments.Remove(name);
                    }
                }

                return next();
            }
        }

        public sealed class RenameAttribute : Attribute, IResourceFilter
        {
            public void OnResourceExecuting(ResourceExecutingContext context) =>
                context.RouteData.Values["action"] = context.RouteData.Values["action"] + "-renamed";

            public void OnResourceExecuted(ResourceExecutedContext context)
            {
            }
        }

        public sealed class DenyAttribute : Attribute, IAuthorizationFilter
        {
            public void OnAuthorization(AuthorizationFilterContext context)
            {
                if (context.HttpContext.Request.Headers.Accept == "text/deny")
                {
                    context.Result = new UnauthorizedResult();
                }
            }
        }

        public sealed class OwnResult(string shown) : ActionResult
        {
            public override Task ExecuteResultAsync(ActionContext context)
            {
                context.HttpContext.Response.StatusCode = 203;
                return context.HttpContext.Response.WriteAsync($"{shown} {context.ActionDescriptor.RouteValues["controller"]}");
            }
        }

        [ApiController]
        public abstract class OwnBase<T> : ControllerBase
        {
            [HttpGet("/inherited/[controller]/{id?}")]
            public virtual ActionResult<string> Inherited(int id, [FromQuery] T? value) =>
                id == 3 ? NotFound() : Shown.All(ModelState, ("id", id), ("value", value));
        }

        """;
}
