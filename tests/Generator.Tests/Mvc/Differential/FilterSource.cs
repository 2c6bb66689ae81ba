namespace Generator.Tests.Mvc.Differential;

/// <summary>An action with filters of every kind at every scope. Each writes its steps, and one of them may answer or throw.</summary>
internal static class FilterSource
{
    public const string Text = """
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;

        public sealed class Steps
        {
            public List<string> All { get; } = [];
        }

        public abstract class StepFilter : Attribute, IOrderedFilter
        {
            public string Scope { get; init; } = "action";
            public int Order { get; init; }

            protected IActionResult? Step(FilterContext context, string name)
            {
                var step = $"{Scope}:{name}";
                context.HttpContext.RequestServices.GetRequiredService<Steps>().All.Add(step);
                if (context.HttpContext.Request.Query["at"] != step)
                {
                    return null;
                }

                return context.HttpContext.Request.Query["do"] == "throw"
                    ? throw new InvalidOperationException(step)
                    : new ObjectResult("answered at " + step) { StatusCode = 299 };
            }
        }

        public sealed class AuthorizationStep : StepFilter, IAuthorizationFilter
        {
            public void OnAuthorization(AuthorizationFilterContext context) =>
                context.Result = Step(context, "authorization") ?? context.Result;
        }

        public sealed class ResourceStep : StepFilter, IResourceFilter
        {
            public void OnResourceExecuting(ResourceExecutingContext context) =>
                context.Result = Step(context, "resource") ?? context.Result;

            public void OnResourceExecuted(ResourceExecutedContext context)
            {
                Step(context, "resourceAfter" + context.Canceled + (context.Exception is null) + context.Result?.GetType().Name);
                context.ExceptionHandled = context.HttpContext.Request.Query["handled"] == Scope + ":resource";
            }
        }

        public sealed class AsyncResourceStep : StepFilter, IAsyncResourceFilter
        {
            public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
            {
                if (Step(context, "asyncResource") is { } result)
                {
                    context.Result = result;
                    return;
                }

                var executed = await next();
                Step(executed, "asyncResourceAfter" + executed.Canceled + (executed.Exception is null));
            }
        }

        public sealed class ExceptionStep : StepFilter, IExceptionFilter
        {
            public void OnException(ExceptionContext context)
            {
                Step(context, "exception:" + context.Exception?.Message);
                if (context.HttpContext.Request.Query["handled"] == Scope + ":exception")
                {
                    context.Result = new ObjectResult("handled") { StatusCode = 298 };
                }
            }
        }

        public sealed class ActionStep : StepFilter, IActionFilter
        {
            public void OnActionExecuting(ActionExecutingContext context) => context.Result = Step(context, "before") ?? context.Result;

            public void OnActionExecuted(ActionExecutedContext context)
            {
                Step(context, "after" + context.Canceled + (context.Exception is null) + context.Result?.GetType().Name);
                if (context.HttpContext.Request.Query["handled"] == Scope + ":action")
                {
                    context.ExceptionHandled = true;
                    context.Result = new ObjectResult("handled") { StatusCode = 297 };
                }
            }
        }

        public sealed class AsyncActionStep : StepFilter, IAsyncActionFilter
        {
            public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
            {
                if (Step(context, "asyncBefore") is { } result)
                {
                    context.Result = result;
                    return;
                }

                var executed = await next();
                Step(executed, "asyncAfter" + executed.Canceled + (executed.Exception is null));
            }
        }

        public sealed class ResultStep : StepFilter, IResultFilter
        {
            public void OnResultExecuting(ResultExecutingContext context)
            {
                if (Step(context, "result") is { } result)
                {
                    context.Result = result;
                    context.Cancel = context.HttpContext.Request.Query["do"] == "cancel";
                }
            }

            public void OnResultExecuted(ResultExecutedContext context) => Step(context, "resultAfter" + context.Canceled);
        }

        public sealed class AlwaysStep : StepFilter, IAlwaysRunResultFilter
        {
            public void OnResultExecuting(ResultExecutingContext context) => Step(context, "always" + context.Result.GetType().Name);

            public void OnResultExecuted(ResultExecutedContext context) => Step(context, "alwaysAfter" + context.Canceled);
        }

        [ApiController, Route("filters")]
        [AuthorizationStep(Scope = "controller"), ResourceStep(Scope = "controller"), AsyncResourceStep(Scope = "controller")]
        [ExceptionStep(Scope = "controller"), ActionStep(Scope = "controller"), AsyncActionStep(Scope = "controller", Order = 1)]
        [ResultStep(Scope = "controller"), AlwaysStep(Scope = "controller")]
        public class FiltersController(Steps steps) : ControllerBase
        {
            [HttpGet("all")]
            [AuthorizationStep, ResourceStep(Order = -1), AsyncResourceStep, ExceptionStep, ActionStep(Order = -1), AsyncActionStep]
            [ResultStep, AlwaysStep]
            public IActionResult All(int n)
            {
                steps.All.Add("action" + n);
                return n switch
                {
                    1 => throw new InvalidOperationException("action"),
                    2 => NotFound(),
                    _ => Ok("done"),
                };
            }
        }
        """;
}
