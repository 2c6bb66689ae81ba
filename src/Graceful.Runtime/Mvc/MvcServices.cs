using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Graceful.Mvc;

/// <summary>The services and options of MVC for one app, which works without <c>AddControllers()</c>.</summary>
/// <remarks>In an app that calls <c>AddControllers()</c>, they are those of MVC. A service that the app registers comes first.</remarks>
internal sealed class MvcServices
{
    private static readonly ConditionalWeakTable<object, MvcServices> Apps = [];
    private static volatile MvcServices? _last;

    private readonly object _app;
    private readonly FormatFilter _formats;
    private readonly ConcurrentDictionary<Type, bool> _implicitServices = new();

    private MvcServices(object app, IServiceProvider services)
    {
        _app = app;
        IsMvcRegistered = services.GetService<ApplicationPartManager>() is not null;
        Json = new MvcJson(services);
        Options = IsMvcRegistered
            ? services.GetRequiredService<IOptions<MvcOptions>>().Value
            : MvcDefaults.CreateOptions(services, Json);
        Behavior = IsMvcRegistered
            ? services.GetRequiredService<IOptions<ApiBehaviorOptions>>().Value
            : MvcDefaults.CreateBehavior(services);
        Links = services.GetRequiredService<LinkGenerator>();
        UrlHelpers = services.GetService<IUrlHelperFactory>() ?? new MvcUrlHelperFactory();
        HasProblemsOfApp = services.GetService<ProblemDetailsFactory>() is not null;
        Problems = new MvcProblemDetailsFactory(Behavior, services.GetRequiredService<IOptions<ProblemDetailsOptions>>().Value);
        Executors = new MvcExecutors(services, this);
        _formats = new FormatFilter(new OptionsWrapper<MvcOptions>(Options), services.GetRequiredService<ILoggerFactory>());
    }

    /// <summary>True when the app calls <c>AddControllers()</c> or a method like it.</summary>
    public bool IsMvcRegistered { get; }

    /// <summary>Gets the options of MVC: its defaults, then the app's changes.</summary>
    public MvcOptions Options { get; }

    /// <summary>Gets the options of <c>[ApiController]</c>: the defaults of MVC, then the app's changes.</summary>
    public ApiBehaviorOptions Behavior { get; }

    public MvcJson Json { get; }

    public LinkGenerator Links { get; }

    public IUrlHelperFactory UrlHelpers { get; }

    /// <summary>True when the app has a factory of its own, which MVC's code then finds in the services.</summary>
    public bool HasUrlHelpersOfApp => UrlHelpers is not (MvcUrlHelperFactory or UrlHelperFactory);

    /// <summary>True when the app has registered a factory of problems, maybe one for each request. It then precedes ours.</summary>
    public bool HasProblemsOfApp { get; }

    /// <summary>Gets the factory of problems of an app that has not registered one.</summary>
    public ProblemDetailsFactory Problems { get; }

    public MvcExecutors Executors { get; }

    /// <summary>Gets the filters that a factory with <c>IsReusable</c> has created, for each action.</summary>
    public ConcurrentDictionary<(MvcAction Action, IFilterFactory Factory), IFilterMetadata> ReusableFilters { get; } = new();

    /// <summary>Returns the services of the app that serves a request.</summary>
    public static MvcServices Of(HttpContext httpContext)
    {
        // The scope factory identifies the app. A DefaultHttpContext has it without creating a scope.
        object app = httpContext is DefaultHttpContext { ServiceScopeFactory: { } factory }
            ? factory
            : httpContext.RequestServices.GetRequiredService<IServiceScopeFactory>();
        var last = _last;
        return last is not null && ReferenceEquals(last._app, app) ? last : _last = Find(app, httpContext);
    }

    /// <summary>True when a parameter of a type is a service, as <c>[ApiController]</c> infers.</summary>
    public bool IsImplicitService(Type type, HttpContext httpContext) =>
        !Behavior.DisableImplicitFromServicesParameters && _implicitServices.GetOrAdd(
            type,
            static (type, services) => services.RequestServices.GetService<IServiceProviderIsService>()?.IsService(type) is true,
            httpContext);

    /// <summary>Returns a service of MVC that the app itself may not have registered; null for other types.</summary>
    public object? Find(Type type)
    {
        if (type == typeof(ProblemDetailsFactory))
        {
            return Problems;
        }

        if (type == typeof(IUrlHelperFactory))
        {
            return UrlHelpers;
        }

        return type == typeof(FormatFilter) ? _formats : Executors.Find(type);
    }

    private static MvcServices Find(object app, HttpContext httpContext) =>
        Apps.GetValue(app, key => new MvcServices(key, httpContext.RequestServices));
}
