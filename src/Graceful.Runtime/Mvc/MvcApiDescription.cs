using Graceful.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Routing;

namespace Graceful.Mvc;

/// <summary>Describes an action by MVC's rules: its responses, its group, and whether it is described at all.</summary>
/// <remarks>
/// The API explorer reads the attributes of endpoints by the rules of minimal APIs: there, a <c>[ProducesResponseType(404)]</c> has the
/// type of the 200, and <c>[Produces]</c> gives a type to a response without a body, which no document can have. So endpoints have the
/// responses instead of these attributes. The rules are those of ApiResponseTypeProvider in dotnet/aspnetcore.
/// </remarks>
internal static class MvcApiDescription
{
    /// <summary>The content types of MVC's formatters, which MVC lists for each result whatever its type.</summary>
    private static readonly string[] OfFormatters = ["text/plain", "application/json", "text/json"];

    public static void Complete(MvcAction action, ActionDescription description)
    {
        IApiResponseMetadataProvider[] providers =
        [
            .. action.Filters.OrderBy(filter => filter.Order).ThenBy(filter => filter.Scope)
                .Select(filter => filter.Filter).OfType<IApiResponseMetadataProvider>(),
        ];
        description.ReplaceResponses(Responses(action, providers, description.Inferred));
        if (!IsVisible(action))
        {
            description.Add(new ExcludeFromDescriptionAttribute());
        }

        if (Nearest<IApiDescriptionGroupNameProvider>(action)?.GroupName is { } group)
        {
            description.Add(new EndpointGroupNameAttribute(group));
        }
    }

    private static List<object> Responses(
        MvcAction action, IApiResponseMetadataProvider[] providers, IReadOnlyList<IProducesResponseTypeMetadata> inferred)
    {
        var responses = new Dictionary<int, (Type Type, IEnumerable<string> ContentTypes)>();
        var contentTypes = new MediaTypeCollection();
        var ofError = action.Metadata.OfType<ProducesErrorResponseTypeAttribute>().LastOrDefault() ??
            new ProducesErrorResponseTypeAttribute(action.IsApi ? typeof(ProblemDetails) : typeof(void));
        foreach (var provider in providers)
        {
            // One attribute may declare the content types of its own status.
            var own = new MediaTypeCollection();
            provider.SetContentTypes(provider is ProducesResponseTypeAttribute ? own : contentTypes);
            if (provider is not IApiDefaultResponseMetadataProvider && provider.Type is { } type)
            {
                responses[provider.StatusCode] = (TypeOf(provider.StatusCode, type), own);
            }
        }

        var hasDefault = providers.Any(provider => provider is IApiDefaultResponseMetadataProvider);
        if (responses.Count == 0 && !hasDefault)
        {
            foreach (var one in inferred)
            {
                responses[one.StatusCode] = (KnownType(one.Type), one.ContentTypes.Except(OfFormatters));
            }
        }

        return
        [
            .. responses.Select(response => new ProducesResponseTypeMetadata(
                response.Key, response.Value.Type, [.. ContentTypesOf(response.Value.Type, response.Value.ContentTypes)])),

            // The API explorer gives this type to [ProducesDefaultResponseType].
            .. hasDefault ? [ofError] : Array.Empty<object>(),
        ];

        // As in MVC, an action that returns an object may send anything, or nothing. With [Produces], its content types are described.
        Type KnownType(Type? declared) =>
            declared is null || (declared == typeof(object) && contentTypes.Count == 0) ? typeof(void) : declared;

        Type TypeOf(int status, Type type) =>
            type != typeof(void) ? type
            : status is StatusCodes.Status200OK or StatusCodes.Status201Created && inferred is [{ Type: { } declared }, ..]
                ? KnownType(declared)
            : status is >= 400 and < 500 ? ofError.Type
            : type;

        IEnumerable<string> ContentTypesOf(Type type, IEnumerable<string> own) =>
            type == typeof(void) ? []
            : own.Any() ? own
            : contentTypes.Count > 0 ? contentTypes
            : OfFormatters;
    }

    /// <summary>True unless an attribute hides it; as in MVC, only <c>[ApiController]</c> is visible without one.</summary>
    private static bool IsVisible(MvcAction action) =>
        Nearest<IApiDescriptionVisibilityProvider>(action) is { } visibility ? !visibility.IgnoreApi : action.IsApi;

    /// <summary>Returns the attribute of the action, or else that of the controller.</summary>
    private static T? Nearest<T>(MvcAction action)
        where T : class => action.Metadata.Skip(action.ControllerMetadataCount).OfType<T>().FirstOrDefault() ??
            action.Metadata.Take(action.ControllerMetadataCount).OfType<T>().FirstOrDefault();
}
