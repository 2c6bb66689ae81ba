using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Graceful.Mvc;

/// <summary>One call of an MVC action: its controller, its arguments and its filters.</summary>
internal sealed partial class MvcInvocation
{
    private Dictionary<object, SortedNames>? _sortedNames;

    public MvcInvocation(HttpContext httpContext, MvcAction action)
    {
        (HttpContext, Action, Services) = (httpContext, action, MvcServices.Of(httpContext));
        CheckInference();
        Context = new ControllerContext
        {
            HttpContext = httpContext,
            RouteData = new RouteData(httpContext.Request.RouteValues),
            ActionDescriptor = action.DescriptorOf(httpContext),
        };
    }

    public HttpContext HttpContext { get; }

    public ControllerContext Context { get; }

    public MvcAction Action { get; }

    public ModelStateDictionary ModelState => Context.ModelState;

    /// <summary>Gets the options of MVC, which apply without its services too.</summary>
    public MvcOptions Options => Services.Options;

    public MvcServices Services { get; }

    /// <summary>Gets the arguments that were set, by the index of the parameter.</summary>
    public object?[] Arguments { get; private set; } = [];

    /// <summary>Gets a value indicating, for each parameter, whether the request has set it.</summary>
    public bool[] AreSet { get; private set; } = [];

    /// <summary>Gets the form, once it is read; null when the request has none.</summary>
    public IFormCollection? Form { get; private set; }

    /// <summary>Gets the names of the items of collections that do not have the names [0], [1] and so on; null for none.</summary>
    public Dictionary<object, IReadOnlyList<string>>? ItemNames { get; private set; }

    /// <exception cref="InvalidOperationException">The app suppresses the inference of sources that the compiler has done.</exception>
    private void CheckInference()
    {
        if (Services.Behavior.SuppressInferBindingSourcesForParameters &&
            Action is { IsApi: true, InfersSources: true, Parameters.Length: > 0 })
        {
            throw new InvalidOperationException(
                "ApiBehaviorOptions.SuppressInferBindingSourcesForParameters is set, and the sources of the parameters of " +
                $"{Action.DisplayName} were inferred by the compiler. Write " +
                "[assembly: CompileMvcControllers(SuppressInferBindingSourcesForParameters = true)].");
        }
    }

    public void SetItemNames(object collection, IReadOnlyList<string> names) =>
        (ItemNames ??= new(ReferenceEqualityComparer.Instance))[collection] = names;

    /// <summary>Returns the names of a part of the request, which are sorted when they are first needed.</summary>
    public SortedNames SortedNamesOf(object part, IEnumerable<string> names)
    {
        _sortedNames ??= new(ReferenceEqualityComparer.Instance);
        if (!_sortedNames.TryGetValue(part, out var sorted))
        {
            _sortedNames[part] = sorted = new SortedNames(names);
        }

        return sorted;
    }

    /// <summary>Gets the names of the values of the present argument that could not be bound; null when all could.</summary>
    public List<string>? Unbound { get; private set; }

    /// <summary>Gets the values of the form by the names that <see cref="JQueryNames"/> finds; null for none.</summary>
    public IReadOnlyDictionary<string, StringValues>? RewrittenForm { get; private set; }

    public async Task RunAsync()
    {
        AddServices();
        object? controller = null;
        try
        {
            var filters = FilterList.For(this);
            if (filters.Count > 0)
            {
                await new FilterPipeline(this, filters).RunAsync();
                return;
            }

            controller = CreateController();
            await BindAsync();
            var result = RefusalOrNull() ?? await CallAsync(controller);
            await SendAsync(result);
        }
        finally
        {
            await DisposeAsync(controller);
            RemoveServices();
        }
    }

    public object CreateController()
    {
        var controller = Action.Create(HttpContext);
        if (controller is ControllerBase mvc)
        {
            mvc.ControllerContext = Context;
            if (!Services.HasUrlHelpersOfApp)
            {
                mvc.Url = new MvcUrlHelper(Context);
            }

            if (!Services.HasProblemsOfApp)
            {
                mvc.ProblemDetailsFactory = Services.Problems;
            }

            mvc.ObjectValidator = Action.ObjectValidator;
        }

        return controller;
    }

    public async ValueTask BindAsync()
    {
        var parameters = Action.Parameters;
        if (parameters.Length == 0)
        {
            return;
        }

        Arguments = new object?[parameters.Length];
        AreSet = new bool[parameters.Length];

        // As in MVC: the form is read for every kind of parameter, since a value or a file may be in it.
        if (!await TryReadFormAsync())
        {
            return;
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            Unbound = null;
            var bound = await parameters[i].BindAsync(this);
            (Arguments[i], AreSet[i]) = (bound.Value, bound.IsSet);
        }
    }

    /// <summary>Calls the action. As in MVC, an argument that is null is the default value of its parameter.</summary>
    public ValueTask<IActionResult> CallAsync(object controller)
    {
        for (var i = 0; i < Arguments.Length; i++)
        {
            Arguments[i] ??= Action.Parameters[i].DefaultValue;
        }

        return Action.CallAsync(controller, Arguments);
    }

    /// <summary>Returns the response to arguments that are not valid; null when the action may run.</summary>
    /// <remarks>Only <c>[ApiController]</c> refuses values; every controller refuses a content type that it cannot read.</remarks>
    public IActionResult? RefusalOrNull()
    {
        if (ModelState.IsValid)
        {
            return null;
        }

        if (HasUnsupportedContentType())
        {
            return new UnsupportedMediaTypeResult();
        }

        return !Action.IsApi || Services.Behavior.SuppressModelStateInvalidFilter ? null : MvcProblems.InvalidModelState(Context);
    }

    /// <summary>Sends a result without filters.</summary>
    public Task SendAsync(IActionResult result) =>
        MvcResults.ExecuteAsync(Context, Action.IsApi ? MvcProblems.MapClientError(Context, result) : result);

    public static ValueTask DisposeAsync(object? controller)
    {
        switch (controller)
        {
            case IAsyncDisposable disposable:
                return disposable.DisposeAsync();
            case IDisposable disposable:
                disposable.Dispose();
                break;
        }

        return default;
    }

    /// <summary>Reads the form. As in MVC, a form that cannot be read is the only error: no parameter is bound.</summary>
    private async ValueTask<bool> TryReadFormAsync()
    {
        if (!MayHaveForm() || !HttpContext.Request.HasFormContentType)
        {
            return true;
        }

        try
        {
            Form = await HttpContext.Request.ReadFormAsync();
            RewrittenForm = JQueryNames.Of(Form);
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            ModelState.AddModelError(string.Empty, $"Failed to read the request form. {exception.Message}");
            return false;
        }
    }

    /// <summary>False for most requests without a body. HasFormContentType alone would create a feature for each of them.</summary>
    private bool MayHaveForm() =>
        HttpContext.Request.Headers.ContentType.Count > 0 || HttpContext.Features.Get<IFormFeature>() is not null;

    /// <summary>Adds an error unless the key has one. As in MVC, a key that could not be bound is not validated.</summary>
    public void AddError(string key, string message)
    {
        (Unbound ??= []).Add(key);
        ModelState.TryAddModelError(key, message);
    }

    /// <summary>Adds an exception as the error of a key that could not be bound.</summary>
    public void AddException(string key, Exception exception)
    {
        (Unbound ??= []).Add(key);
        ModelState.TryAddModelException(key, exception);
    }

    private bool HasUnsupportedContentType()
    {
        foreach (var entry in ModelState.Values)
        {
            foreach (var error in entry.Errors)
            {
                if (error.Exception is UnsupportedContentTypeException)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
