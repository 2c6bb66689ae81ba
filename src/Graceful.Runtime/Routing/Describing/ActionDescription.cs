using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Graceful.Routing;

/// <summary>
/// Says on an endpoint what its action takes and sends, with the same metadata that minimal APIs put there: for the API explorer,
/// OpenAPI, and for antiforgery. Called by generated code, when the endpoint is made.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActionDescription
{
    private readonly EndpointBuilder _endpoint;
    private ActionMethod? _method;
    private ActionParameter? _parameter;
    private int _parameterCount;

    internal ActionDescription(EndpointBuilder endpoint) => _endpoint = endpoint;

    private ActionMethod Described => _method ?? throw new InvalidOperationException("The method comes first.");

    /// <summary>The method of the action.</summary>
    /// <param name="controller">The controller.</param>
    /// <param name="name">Its name.</param>
    /// <param name="sent">What it returns when it is through.</param>
    /// <param name="tag">What OpenAPI groups it under, unless the app says otherwise by <see cref="TagsAttribute"/>.</param>
    public void Method(Type controller, string name, Type sent, string tag)
    {
        _method = new ActionMethod(controller, name, sent);
        _endpoint.Metadata.Add(_method);
        _endpoint.Metadata.Add(new TagsAttribute(tag));
    }

    /// <summary>A parameter of the method.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="name">What the client calls it.</param>
    /// <param name="type">Its type.</param>
    /// <param name="isOptional">Whether the client may leave it out.</param>
    /// <param name="otherwise">Its value then; <see cref="DBNull"/> where that is not said, and when left out.</param>
    /// <param name="isText">Whether it is read from one text.</param>
    /// <param name="attributes">Its attributes, made when somebody asks for them.</param>
    public void Parameter(
        ParameterSource source, string name, Type type, bool isOptional = false, object? otherwise = null, bool isText = false, Func<Attribute[]>? attributes = null)
    {
        var parameter = Create(source, name, type, isOptional, otherwise, isText, attributes);
        Described.Add(parameter);
        Publish(source, parameter);
    }

    /// <summary>A member of an object that is made of arguments: the client sees it, and not the object.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="name">What the client calls it.</param>
    /// <param name="type">Its type.</param>
    /// <param name="isOptional">Whether the client may leave it out.</param>
    /// <param name="otherwise">Its value then; <see cref="DBNull"/> where that is not said, and when left out.</param>
    /// <param name="isText">Whether it is read from one text.</param>
    /// <param name="attributes">Its attributes, made when somebody asks for them.</param>
    public void Member(
        ParameterSource source, string name, Type type, bool isOptional = false, object? otherwise = null, bool isText = false, Func<Attribute[]>? attributes = null) =>
        Publish(source, Create(source, name, type, isOptional, otherwise, isText, attributes));

    /// <summary>What the body must be.</summary>
    /// <param name="type">What it is read as.</param>
    /// <param name="isOptional">Whether there may be none.</param>
    /// <param name="contentTypes">Its content types.</param>
    public void Accepts(Type type, bool isOptional, params string[] contentTypes) =>
        _endpoint.Metadata.Add(new AcceptsMetadata(contentTypes, type, isOptional));

    /// <summary>That a form must carry an antiforgery token, as minimal APIs say of every form; an attribute of the app says otherwise.</summary>
    public void NeedsAntiforgeryToken() => _endpoint.Metadata.Add(new RequireAntiforgeryTokenAttribute());

    /// <summary>What is sent.</summary>
    /// <param name="statusCode">The status.</param>
    /// <param name="type">The type of the body.</param>
    /// <param name="contentType">The content type of the body.</param>
    public void Sends(int statusCode, Type type, string contentType) =>
        _endpoint.Metadata.Add(new ProducesResponseTypeMetadata(statusCode, type, [contentType]));

    /// <summary>That nothing is known of what is sent, beside a refusal.</summary>
    public void SendsSomething() => _endpoint.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(void), []));

    /// <summary>What a type that the action takes or returns adds to every endpoint that does.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public void AskType<T>()
        where T : IEndpointMetadataProvider => T.PopulateMetadata(Described, _endpoint);

    /// <summary>What the type of the parameter that was described last adds for it.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public void AskTypeOfParameter<T>()
        where T : IEndpointParameterMetadataProvider =>
        T.PopulateMetadata(_parameter ?? throw new InvalidOperationException("The parameter comes first."), _endpoint);

    /// <summary>That a request may be refused, since its arguments cannot be bound.</summary>
    public void MayRefuse() => Sends(StatusCodes.Status400BadRequest, typeof(HttpValidationProblemDetails), Binding.ProblemBody.ContentType);

    private ActionParameter Create(
        ParameterSource source, string name, Type type, bool isOptional, object? otherwise, bool isText, Func<Attribute[]>? attributes) =>
        _parameter = new(Described, _parameterCount++, name, type, () => [.. SourceMetadata.Of(source, name, isOptional) is { } says ? [says] : Array.Empty<Attribute>(), .. attributes?.Invoke() ?? []])
        {
            MayBeMissing = isOptional,
            Otherwise = otherwise ?? DBNull.Value,
            HasTryParse = isText,
            HasBindAsync = source == ParameterSource.Itself,
        };

    private void Publish(ParameterSource source, ParameterInfo parameter)
    {
        if (source != ParameterSource.None)
        {
            _endpoint.Metadata.Add(parameter);
        }
    }
}
