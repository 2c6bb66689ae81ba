using System.ComponentModel;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Mvc;

/// <summary>A parameter that is a service.</summary>
/// <typeparam name="T">The type of the service.</typeparam>
/// <param name="name">The name in the source.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MvcService<T>(string name) : MvcParameter(name)
    where T : class
{
    /// <summary>Gets a value indicating whether it may be missing.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Gets the key of a keyed service; null for other services.</summary>
    public object? Key { get; init; }

    private protected override BindingSource Source => BindingSource.Services;

    private protected override Type Type => typeof(T);

    internal override ValueTask<BoundArgument> BindAsync(MvcInvocation call)
    {
        var service = Find(call.HttpContext.RequestServices, Key, IsOptional);
        return new(new BoundArgument(service, IsSet: true));
    }

    internal static T? Find(IServiceProvider services, object? key, bool isOptional) => (key, isOptional) switch
    {
        (null, false) => services.GetRequiredService<T>(),
        (null, true) => services.GetService<T>(),
        (_, false) => services.GetRequiredKeyedService<T>(key),
        (_, true) => services.GetKeyedService<T>(key),
    };
}
