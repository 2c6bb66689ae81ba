using Conduit.Contracts;
using Conduit.Errors;
using Conduit.Security;
using Conduit.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Conduit;

internal static class ConduitServices
{
    public static void AddConduit(this IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new Database(configuration["Database:File"] ?? "conduit.db"));
        services.AddSingleton<AccountStore>().AddSingleton<ProfileStore>().AddSingleton<ArticleStore>().AddSingleton<CommentStore>();
        services.AddSingleton<Passwords>().Configure<PasswordHasherOptions>(configuration.GetSection("Passwords"));
        services.AddTokens();
        services.AddAuthorization();
        services.AddOpenApi();
        services.Configure<ApiBehaviorOptions>(options => options.InvalidModelStateResponseFactory = InvalidRequest.Respond);
        services.Configure<JsonOptions>(options => options.AllowInputFormatterExceptionMessages = false);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ConduitJson.Default));
    }
}
