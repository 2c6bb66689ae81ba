using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Graceful.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Graceful.Mvc;

/// <summary>A parameter from the JSON body.</summary>
/// <typeparam name="T">The type of the argument.</typeparam>
/// <param name="name">The name in the source.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MvcBody<T>(string name) : MvcValidatedParameter<T>(name)
{
    /// <summary>Gets a value indicating whether the body may be missing; null when the options of the app decide.</summary>
    public bool? AllowsEmpty { get; init; }

    /// <summary>
    /// Gets a value indicating whether it is a service when the app has registered one, as <c>[ApiController]</c> infers.
    /// </summary>
    public bool MayBeService { get; init; }

    /// <summary>Gets the name that an attribute sets for errors; null for none.</summary>
    public string? BoundName { get; init; }

    private protected override bool IsJson => true;

    private protected override BindingSource Source => BindingSource.Body;

    private protected override string? NameInRequest => BoundName;

    internal override async ValueTask<BoundArgument> BindAsync(MvcInvocation call)
    {
        if (MayBeService && call.Services.IsImplicitService(typeof(T), call.HttpContext))
        {
            return new BoundArgument(call.HttpContext.RequestServices.GetService(typeof(T)), IsSet: true);
        }

        var key = BoundName ?? string.Empty;
        var (isSet, value) = await ReadAsync(call, key, AllowsEmpty ?? call.Options.AllowEmptyInputInBodyModelBinding);

        // As in MVC, the names of validation errors begin with that of the parameter when a value of the request has it as its prefix.
        return Validated(call, new ModelReader(call, ModelSources.All, Name).PrefixOf(BoundName, Name), isSet, value);
    }

    private static JsonTypeInfo<T> TypeOf(MvcInvocation call) =>
        call.Services.Json.Options.TryGetTypeInfo(typeof(T), out var found) ? (JsonTypeInfo<T>)found : throw new InvalidOperationException(
            $"{call.Action.DisplayName} reads {typeof(T)} as JSON, and no JsonSerializerContext of the app covers it. Add " +
            $"[JsonSerializable(typeof({typeof(T).Name}))] to a context, and the context to the app: " +
            "builder.Services.ConfigureHttpJsonOptions(options => " +
            "options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default)).");

    private static string MessageOf(MvcInvocation call, JsonException exception) =>
        call.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.AllowInputFormatterExceptionMessages
            ? exception.Message
            : call.Options.ModelBindingMessageProvider.NonPropertyUnknownValueIsInvalidAccessor();

    /// <summary>Reads the body.</summary>
    /// <param name="call">The call.</param>
    /// <param name="key">The key of errors.</param>
    /// <param name="allowsEmpty">True when it may be missing.</param>
    internal static async ValueTask<(bool IsSet, T? Value)> ReadAsync(MvcInvocation call, string key, bool allowsEmpty)
    {
        var httpContext = call.HttpContext;
        var isPresent = RequestBody.IsPresent(httpContext);
        if (!JsonBody.HasJsonContentType(httpContext.Request) || !RequestBody.IsUnicode(httpContext.Request.ContentType))
        {
            if (allowsEmpty && !isPresent)
            {
                return (true, default);
            }

            call.ModelState.TryAddModelException(key, new UnsupportedContentTypeException(
                $"Unsupported content type '{httpContext.Request.ContentType}'."));
            return default;
        }

        if (!isPresent)
        {
            return Missing();
        }

        try
        {
            var value = await JsonBody.DeserializeAsync(httpContext.Request, TypeOf(call));
            return value is null && !allowsEmpty ? Missing() : (true, value);
        }
        catch (JsonException exception)
        {
            call.ModelState.TryAddModelError(exception.Path ?? string.Empty, MessageOf(call, exception));
            return default;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            call.AddError(string.Empty, call.Options.ModelBindingMessageProvider.NonPropertyUnknownValueIsInvalidAccessor());
            return default;
        }

        (bool, T?) Missing()
        {
            if (!allowsEmpty)
            {
                call.AddError(key, call.Options.ModelBindingMessageProvider.MissingRequestBodyRequiredValueAccessor());
            }

            return (allowsEmpty, default);
        }
    }
}
