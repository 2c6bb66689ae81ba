using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Graceful.Binding;

/// <summary>What comes out of the body of the request, and what the types of an app bind by themselves.</summary>
public partial struct ArgumentBinder
{
    /// <summary>Whether the app has a service of a type: then an argument of it is the service, and not the body.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>Whether there is one.</returns>
    public readonly bool IsService<T>() =>
        httpContext.RequestServices.GetService<IServiceProviderIsService>()?.IsService(typeof(T)) is true;

    /// <summary>The body, which must be there.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="body">What has been read.</param>
    /// <param name="name">The parameter.</param>
    /// <returns>The value, or the default when it cannot be bound.</returns>
    public T Body<T>(BodyContent<T> body, string name)
    {
        Claim(name);
        if (body.Error is { } error)
        {
            Fail(name, error.Message, error.StatusCode);
        }
        else if (body.Value is null || body.IsMissing)
        {
            Fail(name, Messages.BodyRequired);
        }

        return body.Value!;
    }

    /// <summary>The body, which may be missing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="body">What has been read.</param>
    /// <param name="name">The parameter.</param>
    /// <returns>The value; null when there is no body, or when it cannot be bound.</returns>
    public T? OptionalBody<T>(BodyContent<T> body, string name)
        where T : class
    {
        Claim(name);
        if (body.Error is { } error)
        {
            Fail(name, error.Message, error.StatusCode);
        }

        return body.Value;
    }

    /// <summary>The body, which may be missing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="body">What has been read.</param>
    /// <param name="name">The parameter.</param>
    /// <returns>The value; null when there is no body, or when it cannot be bound.</returns>
    public T? OptionalBodyValue<T>(BodyContent<T?> body, string name)
        where T : struct
    {
        Claim(name);
        if (body.Error is { } error)
        {
            Fail(name, error.Message, error.StatusCode);
        }

        return body.Value;
    }

    /// <summary>The body, which may be missing, but not <c>null</c>.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="body">What has been read.</param>
    /// <param name="name">The parameter.</param>
    /// <returns>The value; the default when there is no body, or when it cannot be bound.</returns>
    public T BodyOrDefault<T>(BodyContent<T> body, string name)
        where T : struct
    {
        Claim(name);
        if (body.Error is { } error)
        {
            Fail(name, error.Message, error.StatusCode);
        }

        return body.Value;
    }

    /// <summary>The form in the body.</summary>
    /// <param name="body">What has been read.</param>
    /// <param name="name">The first parameter that it fills.</param>
    /// <returns>The form, empty when there is no body; null when it cannot be read, which the request is refused for.</returns>
    public IFormCollection? Form(BodyContent<IFormCollection> body, string name)
    {
        if (body.Error is { } error)
        {
            Fail(name, error.Message, error.StatusCode);
            return null;
        }

        _formName = name;
        return _form = body.Value ?? FormCollection.Empty;
    }

    /// <summary>A file of the form, which must be there.</summary>
    /// <param name="form">The form.</param>
    /// <param name="name">The name of the field.</param>
    /// <returns>The file.</returns>
    public IFormFile File(IFormCollection form, string name)
    {
        ArgumentNullException.ThrowIfNull(form);
        var file = form.Files.GetFile(name);
        if (file is null)
        {
            Fail(name, Messages.Required);
        }

        return file!;
    }

    /// <summary>What a type has bound by itself, which must not be null.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">What its <c>BindAsync</c> returned.</param>
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

    /// <summary>What a type has bound by itself, which must not be null.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">What its <c>BindAsync</c> returned.</param>
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

    /// <summary>
    /// Two parameters whose types could both be services are told apart when the app runs: that both come from the body is
    /// found out only here.
    /// </summary>
    private void Claim(string name)
    {
        if (_body is { } other)
        {
            throw new InvalidOperationException(
                $"{httpContext.GetEndpoint()?.DisplayName ?? "The action"} would take both '{other}' and '{name}' from the body, since the app has no service of either type. Register the service, or mark one of them with [FromServices], [FromQuery] or [AsParameters].");
        }

        _body = name;
    }
}
