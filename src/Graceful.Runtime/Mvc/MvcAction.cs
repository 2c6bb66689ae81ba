using System.ComponentModel;
using Graceful.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Graceful.Mvc;

/// <summary>An action of an MVC controller. Created by generated code, once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MvcAction
{
    private readonly MvcDescriptors _descriptors;
    private readonly Func<IServiceProvider, object> _create;
    private readonly Func<object, object?[], ValueTask<IActionResult>> _call;
    private MvcObjectValidator? _objectValidator;

    /// <summary>Creates the action.</summary>
    /// <param name="controller">The class of the controller.</param>
    /// <param name="controllerName">The route value <c>controller</c>.</param>
    /// <param name="actionName">The route value <c>action</c>.</param>
    /// <param name="create">Creates an instance of the controller.</param>
    /// <param name="call">Calls the action with its arguments.</param>
    public MvcAction(
        Type controller,
        string controllerName,
        string actionName,
        Func<IServiceProvider, object> create,
        Func<object, object?[], ValueTask<IActionResult>> call)
    {
        ArgumentNullException.ThrowIfNull(controller);
        (_create, _call) = (create, call);
        ControllerFilters = FilterList.OfController(controller);
        _descriptors = new MvcDescriptors(this, controller, controllerName, actionName);
    }

    /// <summary>Gets the parameters, in source order.</summary>
    public MvcParameter[] Parameters { get; init; } = [];

    /// <summary>Gets the types that the controller passes to <c>TryValidateModel</c>.</summary>
    public MvcModel[] Models { get; init; } = [];

    /// <summary>Gets the validator of these types.</summary>
    internal IObjectModelValidator ObjectValidator => _objectValidator ??= new MvcObjectValidator(Models);

    /// <summary>Gets the attributes of the controller, then those of the action.</summary>
    public object[] Metadata { get; init; } = [];

    /// <summary>Gets the number of attributes in <see cref="Metadata"/> that are the controller's.</summary>
    public int ControllerMetadataCount { get; init; }

    /// <summary>Gets the indexes of the attributes in <see cref="Metadata"/> that the action inherits from overridden methods.</summary>
    public int[] InheritedMetadata { get; init; } = [];

    /// <summary>Gets the route value <c>area</c>; null for none.</summary>
    public string? Area { get; init; }

    /// <summary>Gets the return type of the method.</summary>
    public Type Returns { get; init; } = typeof(void);

    /// <summary>Gets a value indicating whether the controller has <c>[ApiController]</c>.</summary>
    public bool IsApi { get; init; }

    /// <summary>Gets a value indicating whether <c>[ApiController]</c> has inferred the sources of the parameters.</summary>
    public bool InfersSources { get; init; } = true;

    /// <summary>Gets a value indicating whether the constructor of the controller has parameters.</summary>
    public bool NeedsServices { get; init; } = true;

    /// <summary>Gets the name in messages.</summary>
    internal string? DisplayName => _descriptors.First.DisplayName;

    /// <summary>Gets the filters of the controller and the action, without those of the app.</summary>
    internal FilterDescriptor[] Filters { get; private set; } = [];

    /// <summary>Gets the filters that the controller is itself.</summary>
    internal FilterDescriptor[] ControllerFilters { get; }

    /// <summary>Returns the code of the action for its routes.</summary>
    /// <param name="describe">Adds the metadata for the parameters and responses.</param>
    /// <returns>The code of the action.</returns>
    public ActionBody Body(Action<ActionDescription> describe)
    {
        Filters = FilterList.Of(Metadata, ControllerMetadataCount);
        return new ActionBody(InvokeAsync, _descriptors.Describe(describe))
        {
            RequiredValues = _descriptors.RequiredValues(),
            CreateDescriptor = _descriptors.Create,
        };
    }

    /// <summary>Returns the descriptor of the route of a request.</summary>
    internal ControllerActionDescriptor DescriptorOf(HttpContext httpContext) => _descriptors.Of(httpContext);

    /// <remarks>Reading <c>RequestServices</c> creates a scope.</remarks>
    internal object Create(HttpContext httpContext) => _create(NeedsServices ? httpContext.RequestServices : null!);

    internal ValueTask<IActionResult> CallAsync(object controller, object?[] arguments) => _call(controller, arguments);

    private Task InvokeAsync(HttpContext httpContext) => new MvcInvocation(httpContext, this).RunAsync();
}
