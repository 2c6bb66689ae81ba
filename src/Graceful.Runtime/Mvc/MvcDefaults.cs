using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Graceful.Mvc;

/// <summary>Creates the options of MVC with the defaults that <c>AddControllers()</c> sets.</summary>
/// <remarks>
/// The defaults come before the app's changes, as in MVC: the app may remove a formatter or change one entry of a table. The app's own
/// <see cref="IOptions{TOptions}"/> has no defaults.
/// </remarks>
internal static class MvcDefaults
{
    public static MvcOptions CreateOptions(IServiceProvider services, MvcJson json) => Create<MvcOptions>(services, options =>
    {
        options.FormatterMappings.SetMediaTypeMappingForFormat("json", "application/json");
        options.OutputFormatters.Add(new HttpNoContentOutputFormatter());
        options.OutputFormatters.Add(new StringOutputFormatter());
        options.OutputFormatters.Add(new StreamOutputFormatter());
        options.OutputFormatters.Add(new JsonFormatter(json));
    });

    public static ApiBehaviorOptions CreateBehavior(IServiceProvider services) => Create<ApiBehaviorOptions>(services, options =>
    {
        options.InvalidModelStateResponseFactory = MvcProblems.DefaultInvalidModelState;
        ClientErrors.AddTo(options.ClientErrorMapping);
    });

    private static T Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        IServiceProvider services, Action<T> defaults)
        where T : class => new OptionsFactory<T>(
            [new ConfigureOptions<T>(defaults), .. services.GetServices<IConfigureOptions<T>>()],
            services.GetServices<IPostConfigureOptions<T>>(),
            services.GetServices<IValidateOptions<T>>()).Create(Options.DefaultName);
}
