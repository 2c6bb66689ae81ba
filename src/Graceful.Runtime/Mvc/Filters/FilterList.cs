using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Graceful.Mvc;

/// <summary>The filters of an action in the order of MVC: by their order, then the app's, the controller's and the action's.</summary>
internal static class FilterList
{
    /// <summary>Returns the filters among the attributes of a controller and an action.</summary>
    /// <param name="metadata">The attributes of the controller, then those of the action.</param>
    /// <param name="ofController">The number of attributes of the controller.</param>
    public static FilterDescriptor[] Of(object[] metadata, int ofController) =>
    [
        .. metadata
            .Select((item, i) => (item, Scope: i < ofController ? FilterScope.Controller : FilterScope.Action))
            .Where(found => found.item is IFilterMetadata)
            .Select(found => new FilterDescriptor((IFilterMetadata)found.item, found.Scope)),
        .. RecordedToken(metadata, ofController),
    ];

    /// <summary>Returns the filters of a call; none is the usual case.</summary>
    public static IReadOnlyList<IFilterMetadata> For(MvcInvocation call)
    {
        var (own, ofApp, controller) = (call.Action.Filters, call.Options.Filters, call.Action.ControllerFilters);
        if (own.Length == 0 && ofApp.Count == 0 && controller.Length == 0)
        {
            return [];
        }

        return Sorted(call, own, ofApp, controller);
    }

    /// <summary>Returns the filters that a controller is itself.</summary>
    public static FilterDescriptor[] OfController(Type controller) =>
    [
        .. typeof(IActionFilter).IsAssignableFrom(controller) || typeof(IAsyncActionFilter).IsAssignableFrom(controller)
            ? new[] { new FilterDescriptor(new ControllerAsActionFilter(), FilterScope.Controller) }
            : [],
        .. typeof(IResultFilter).IsAssignableFrom(controller) || typeof(IAsyncResultFilter).IsAssignableFrom(controller)
            ? new[] { new FilterDescriptor(new ControllerAsResultFilter(), FilterScope.Controller) }
            : [],
    ];

    /// <summary>Returns the filter of <c>[RequireAntiforgeryToken]</c>. As in MVC, one serves the controller and the action.</summary>
    private static IEnumerable<FilterDescriptor> RecordedToken(object[] metadata, int ofController)
    {
        var index = Array.FindIndex(metadata, item => item is IAntiforgeryMetadata);
        return index < 0
            ? []
            : [new FilterDescriptor(RecordedTokenFilter.Instance, index < ofController ? FilterScope.Controller : FilterScope.Action)];
    }

    private static IReadOnlyList<IFilterMetadata> Sorted(
        MvcInvocation call, FilterDescriptor[] own, FilterCollection ofApp, FilterDescriptor[] controller)
    {
        FilterDescriptor[] builtIn =
        [
            new(new ModelStateFilter(call), FilterScope.Action),
            .. call.Action.IsApi ? new[] { new FilterDescriptor(new ClientErrorFilter(call), FilterScope.Action) } : [],
        ];
        return
        [
            .. ofApp.Select(filter => new FilterDescriptor(filter, FilterScope.Global))
                .Concat(controller)
                .Concat(own)
                .Concat(builtIn)
                .OrderBy(descriptor => descriptor.Order)
                .ThenBy(descriptor => descriptor.Scope)
                .Select(descriptor => Instance(descriptor.Filter, call)),
        ];
    }

    private static IFilterMetadata Instance(IFilterMetadata filter, MvcInvocation call)
    {
        if (filter is not IFilterFactory factory)
        {
            return filter;
        }

        if (FrameworkFilters.Of(factory) is { } own)
        {
            return own;
        }

        // As in MVC, each action has its own instance of a reusable filter, also of one of the app.
        return factory.IsReusable
            ? call.Services.ReusableFilters.GetOrAdd(
                (call.Action, factory), static (key, call) => Create(key.Factory, call.HttpContext.RequestServices), call)
            : Create(factory, call.HttpContext.RequestServices);
    }

    private static IFilterMetadata Create(IFilterFactory factory, IServiceProvider services)
    {
        var filter = (factory is TypeFilterAttribute attribute
                ? MvcFilterTypes.Create(attribute, services)
                : factory.CreateInstance(services)) ??
            throw new InvalidOperationException($"The filter factory {factory.GetType()} returned null instead of a filter.");
        if (filter is IFilterContainer container)
        {
            container.FilterDefinition = factory;
        }

        return filter;
    }
}
