using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Graceful.Routing;

/// <summary>Adds the metadata of an action's parameters and responses to its endpoint. Called by generated code.</summary>
/// <remarks>The metadata is the same as in minimal APIs: the API explorer, OpenAPI and antiforgery read it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActionDescription
{
    private readonly EndpointBuilder _endpoint;
    private readonly List<IProducesResponseTypeMetadata> _inferred = [];
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);
    private (Type Controller, string Method, string Tag)? _identity;
    private ActionMethod? _method;
    private ActionParameter? _parameter;
    private int _parameterCount;
    private bool _sendsSomething;

    internal ActionDescription(EndpointBuilder endpoint) => _endpoint = endpoint;

    private ActionMethod Described => _method ?? throw new InvalidOperationException("Call Returns first.");

    private ActionParameter LastParameter => _parameter ?? throw new InvalidOperationException("Call Parameter first.");

    /// <summary>Adds the method of the action, and its tag. Called first.</summary>
    /// <param name="sent">The return type, without its task.</param>
    public void Returns(Type sent)
    {
        var (controller, name, tag) = _identity ?? throw new InvalidOperationException("The description has no action.");
        _method = new ActionMethod(controller, name, sent);
        _endpoint.Metadata.Add(_method);
        _endpoint.Metadata.Add(new TagsAttribute(tag));
    }

    /// <summary>Adds a parameter of the method.</summary>
    /// <param name="source">The binding source.</param>
    /// <param name="name">The name in the request.</param>
    /// <param name="type">The type.</param>
    /// <param name="isOptional">True when the client may omit it.</param>
    /// <param name="otherwise">The default value; by default <see cref="DBNull"/>, which means none.</param>
    /// <param name="isText">True when it is parsed from one text.</param>
    /// <param name="attributes">Creates its attributes when they are first read.</param>
    public void Parameter(
        ParameterSource source,
        string name,
        Type type,
        bool isOptional = false,
        object? otherwise = null,
        bool isText = false,
        Func<Attribute[]>? attributes = null)
    {
        var parameter = Create(source, name, type, isOptional, otherwise, isText, attributes);
        Described.Add(parameter);
        Publish(source, parameter);
    }

    /// <summary>Adds a member of an object made of arguments: the client sees the member, not the object.</summary>
    /// <param name="source">The binding source.</param>
    /// <param name="name">The name in the request.</param>
    /// <param name="type">The type.</param>
    /// <param name="isOptional">True when the client may omit it.</param>
    /// <param name="otherwise">The default value; by default <see cref="DBNull"/>, which means none.</param>
    /// <param name="isText">True when it is parsed from one text.</param>
    /// <param name="attributes">Creates its attributes when they are first read.</param>
    public void Member(
        ParameterSource source,
        string name,
        Type type,
        bool isOptional = false,
        object? otherwise = null,
        bool isText = false,
        Func<Attribute[]>? attributes = null) =>
        Publish(source, Create(source, name, type, isOptional, otherwise, isText, attributes));

    /// <summary>Adds the body.</summary>
    /// <param name="type">The type of the body.</param>
    /// <param name="isOptional">True when the body may be missing.</param>
    /// <param name="contentTypes">The content types.</param>
    public void Accepts(Type type, bool isOptional, params string[] contentTypes) =>
        _endpoint.Metadata.Add(new AcceptsMetadata(contentTypes, type, isOptional));

    /// <summary>Adds the body for a parameter that is a service when the app has registered one.</summary>
    /// <param name="service">The type whose registration decides.</param>
    /// <param name="type">The type of the body.</param>
    /// <param name="isOptional">True when the body may be missing.</param>
    /// <param name="contentTypes">The content types.</param>
    public void AcceptsUnlessService(Type service, Type type, bool isOptional, params string[] contentTypes) =>
        _endpoint.Metadata.Add(new BodyUnlessService(service, new AcceptsMetadata(contentTypes, type, isOptional)));

    /// <summary>Describes the last parameter without a source attribute, as that of a lambda.</summary>
    /// <remarks>OpenAPI then describes a type that is parsed from text as a string, and not by the JSON of the type.</remarks>
    public void ParameterIsInferred()
    {
        var parameter = LastParameter;
        parameter.IsInferred = parameter.UniqueName is null;
    }

    /// <summary>Marks the last parameter, of a reference type, as nullable.</summary>
    public void ParameterMayBeNull() => LastParameter.IsMarkedNullable = true;

    /// <summary>Describes the last parameter as a string: its type, which the client does not see, is parsed from text.</summary>
    public void ParameterIsText() => LastParameter.IsShownAsText = true;

    /// <summary>Marks the result, of a reference type, as nullable.</summary>
    public void ResultMayBeNull() => Described.ResultMayBeNull = true;

    /// <summary>Requires an antiforgery token, as minimal APIs do for every form. An attribute of the app overrides it.</summary>
    public void NeedsAntiforgeryToken() => _endpoint.Metadata.Add(new RequireAntiforgeryTokenAttribute());

    /// <summary>Adds a response.</summary>
    /// <param name="statusCode">The status.</param>
    /// <param name="type">The type of the body.</param>
    /// <param name="contentType">The content type of the body.</param>
    public void Sends(int statusCode, Type type, string contentType)
    {
        var response = new ProducesResponseTypeMetadata(statusCode, type, [contentType]);
        _inferred.Add(response);
        _endpoint.Metadata.Add(response);
    }

    /// <summary>Declares that the action sends a response of unknown content, so that the refusal is not the only one.</summary>
    public void SendsSomething() => _sendsSomething = true;

    /// <summary>Adds the metadata that a parameter or return type provides for its endpoint.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public void AskType<T>()
        where T : IEndpointMetadataProvider => T.PopulateMetadata(Described, _endpoint);

    /// <summary>Adds the metadata that the type of the last parameter provides for it.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public void AskTypeOfParameter<T>()
        where T : IEndpointParameterMetadataProvider =>
        T.PopulateMetadata(LastParameter, _endpoint);

    /// <summary>Adds the response to a request whose arguments are invalid.</summary>
    public void MayRefuse() =>
        Sends(StatusCodes.Status400BadRequest, typeof(HttpValidationProblemDetails), Binding.ProblemBody.ContentType);

    /// <summary>Sets what the code of the action does not know, because several actions may share it.</summary>
    internal void Begin(Type controller, string method, string tag) => _identity = (controller, method, tag);

    /// <summary>Adds the attributes that readers look for on the method and not in the metadata. Swashbuckle is one.</summary>
    internal void Mark(ObsoleteAttribute? obsolete)
    {
        if (_method is not null && obsolete is not null)
        {
            _method.Marks = [obsolete];
        }
    }

    /// <summary>Returns the method as its source declares it: the described one has the names and the result that a client sees.</summary>
    /// <param name="result">The return type.</param>
    /// <param name="names">The names of its parameters.</param>
    /// <param name="marks">Its attributes.</param>
    /// <param name="inherited">Those of them that an overridden method has.</param>
    internal MethodInfo Declared(Type result, IEnumerable<string> names, Attribute[] marks, Attribute[] inherited)
    {
        var declared = new ActionMethod(Described.DeclaringType, Described.Name, result) { Marks = marks, Inherited = inherited };
        foreach (var (parameter, name) in Described.GetParameters().Cast<ActionParameter>().Zip(names))
        {
            declared.Add(parameter.Declared(declared, name));
        }

        return declared;
    }

    /// <summary>Gets the responses that the generator has inferred.</summary>
    internal IReadOnlyList<IProducesResponseTypeMetadata> Inferred => _inferred;

    /// <summary>Replaces the inferred responses.</summary>
    internal void ReplaceResponses(IEnumerable<object> responses)
    {
        _inferred.ForEach(response => _endpoint.Metadata.Remove(response));
        foreach (var response in responses)
        {
            Add(response);
        }
    }

    /// <summary>Adds metadata of the endpoint.</summary>
    internal void Add(object metadata) => _endpoint.Metadata.Add(metadata);

    /// <summary>Adds a 200 of unknown content unless attributes describe the responses, as in minimal APIs.</summary>
    internal void Complete(bool hasOwnResponses)
    {
        if (_sendsSomething && !hasOwnResponses)
        {
            _endpoint.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(void), []));
        }
    }

    private ActionParameter Create(
        ParameterSource source, string name, Type type, bool isOptional, object? otherwise, bool isText, Func<Attribute[]>? attributes)
    {
        ActionParameter? parameter = null;
        return _parameter = parameter = new(Described, _parameterCount++, name, type, Attributes)
        {
            MayBeMissing = isOptional,
            Otherwise = otherwise ?? DBNull.Value,
            HasTryParse = isText,
            HasBindAsync = source == ParameterSource.Itself,
        };

        Attribute[] Attributes() => AttributesOf(
            parameter is { IsInferred: true } && IsInferred(source, name) ? ParameterSource.None : source, name, isOptional, attributes);
    }

    /// <summary>True when the API explorer infers the source from the template: the path has the parameter, or not.</summary>
    private bool IsInferred(ParameterSource source, string name) =>
        (_endpoint as Microsoft.AspNetCore.Routing.RouteEndpointBuilder)?.RoutePattern.GetParameter(name) is not null ==
        (source == ParameterSource.Route);

    private static Attribute[] AttributesOf(ParameterSource source, string name, bool isOptional, Func<Attribute[]>? attributes)
    {
        var all = attributes?.Invoke() ?? [];
        return SourceMetadata.Of(source, name, isOptional) is { } metadata ? [metadata, .. all] : all;
    }

    /// <remarks>
    /// OpenAPI looks the metadata up by the name, and fails on two of one name, and on two fields of one name. The attribute has the name
    /// that is described.
    /// </remarks>
    private void Publish(ParameterSource source, ActionParameter parameter)
    {
        if (source == ParameterSource.None || (source == ParameterSource.Form && !_fields.Add(parameter.Name!)))
        {
            return;
        }

        var isTaken = _endpoint.Metadata.OfType<IParameterBindingMetadata>().Any(other => other.Name == parameter.Name);
        parameter.UniqueName = isTaken ? $"{parameter.Name} ({parameter.Position})" : null;
        _endpoint.Metadata.Add(parameter);
    }
}
