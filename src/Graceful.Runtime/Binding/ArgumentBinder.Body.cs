using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Binding;

/// <summary>Arguments from the body of the request, and arguments whose types bind themselves.</summary>
public partial struct ArgumentBinder
{
    /// <summary>True when the app has a service of the type: the argument is then the service and not the body.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>True when there is such a service.</returns>
    public readonly bool IsService<T>() =>
        httpContext.RequestServices.GetService<IServiceProviderIsService>()?.IsService(typeof(T)) is true;

    /// <summary>Binds a required body.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="body">The body as it was read.</param>
    /// <param name="name">The parameter.</param>
    /// <returns>The value, or the default when it cannot be bound.</returns>
    public T Body<T>(BodyContent<T> body, string name)
    {
        if (!HasError(body, name) && (body.Value is null || body.IsMissing))
        {
            Fail(name, Messages.BodyRequired);
        }

        return body.Value!;
    }

    /// <summary>Binds an optional body of a reference type.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="body">The body as it was read.</param>
    /// <param name="name">The parameter.</param>
    /// <returns>The value; null when there is no body, or when it cannot be bound.</returns>
    public T? OptionalBody<T>(BodyContent<T> body, string name)
        where T : class
    {
        HasError(body, name);
        return body.Value;
    }

    /// <summary>Binds an optional body of a nullable value type.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="body">The body as it was read.</param>
    /// <param name="name">The parameter.</param>
    /// <returns>The value; null when there is no body, or when it cannot be bound.</returns>
    public T? OptionalBodyValue<T>(BodyContent<T?> body, string name)
        where T : struct
    {
        HasError(body, name);
        return body.Value;
    }

    /// <summary>Binds an optional body of a value type; a JSON <c>null</c> is an error.</summary>
    /// <typeparam name="T">The type of the body.</typeparam>
    /// <param name="body">The body as it was read.</param>
    /// <param name="name">The parameter.</param>
    /// <returns>The value; the default when there is no body, or when it cannot be bound.</returns>
    public T BodyOrDefault<T>(BodyContent<T> body, string name)
        where T : struct
    {
        HasError(body, name);
        return body.Value;
    }

    /// <summary>Starts reading the form in the body.</summary>
    /// <param name="body">The body as it was read.</param>
    /// <param name="name">The first parameter that the form fills.</param>
    /// <returns>A reader, over an empty form when there is no body; null when the form cannot be read: refuse the request.</returns>
    public FormReader? Form(BodyContent<IFormCollection> body, string name)
    {
        if (body.Error is { } error)
        {
            Fail(name, error.Message, error.StatusCode);
            return null;
        }

        return new FormReader(body.Value ?? FormCollection.Empty, name, Errors);
    }

    /// <summary>Binds the result of a type's own <c>BindAsync</c>, which must not be null.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The result of <c>BindAsync</c>.</param>
    /// <param name="name">The parameter.</param>
    /// <returns>The value.</returns>
    public T Bound<T>(T? value, string name)
        where T : class
    {
        if (value is null)
        {
            Fail(name, Messages.Required);
        }

        return value!;
    }

    /// <summary>Binds the result of a type's own <c>BindAsync</c>, which must not be null.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The result of <c>BindAsync</c>.</param>
    /// <param name="name">The parameter.</param>
    /// <returns>The value.</returns>
    public T Bound<T>(T? value, string name)
        where T : struct
    {
        if (value is null)
        {
            Fail(name, Messages.Required);
        }

        return value.GetValueOrDefault();
    }

    private bool HasError<T>(BodyContent<T> body, string name)
    {
        ClaimBody(name);
        if (body.Error is { } error)
        {
            Fail(name, error.Message, error.StatusCode);
            return true;
        }

        return false;
    }

    /// <remarks>
    /// Whether a parameter is a service or the body is known only in the running app. Two parameters that both turn out to be
    /// the body are therefore found here and not by the compiler.
    /// </remarks>
    private void ClaimBody(string name)
    {
        if (_body is { } other)
        {
            throw new InvalidOperationException(
                $"{httpContext.GetEndpoint()?.DisplayName ?? "The action"} would read both '{other}' and '{name}' from the body, " +
                "since the app has no service of either type. Register the service, or mark one of the parameters with " +
                "[FromServices], [FromQuery] or [AsParameters].");
        }

        _body = name;
    }
}
