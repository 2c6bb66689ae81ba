using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Mvc;

/// <summary>A parameter of the constructor of a filter. Created by generated code, once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MvcFilterParameter
{
    private protected MvcFilterParameter()
    {
    }

    /// <summary>Gets the key of a keyed service; null for other services.</summary>
    public object? Key { get; init; }

    /// <summary>Gets a value indicating whether it has a default value.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Gets its default value.</summary>
    public object? Default { get; init; }

    internal abstract bool Takes(object argument);

    /// <summary>Returns the service of its type, or its default value when the app has none.</summary>
    internal abstract object? Service(Type filter, IServiceProvider services);
}

/// <summary>A parameter of the constructor of a filter. Created by generated code, once.</summary>
/// <typeparam name="T">The type of the parameter.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MvcFilterParameter<T> : MvcFilterParameter
{
    internal override bool Takes(object argument) => argument is T;

    internal override object? Service(Type filter, IServiceProvider services)
    {
        var service = Key is null ? services.GetService(typeof(T))
            : services is IKeyedServiceProvider keyed ? keyed.GetKeyedService(typeof(T), Key)
            : throw new InvalidOperationException("The app's service provider does not support keyed services.");
        return service ?? (IsOptional ? Default : throw new InvalidOperationException(
            $"No service for type '{typeof(T)}' has been registered, which the filter '{filter}' takes."));
    }
}
