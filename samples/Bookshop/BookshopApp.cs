using Bookshop.Access;
using Bookshop.Catalog;
using Bookshop.Orders;
using Bookshop.Suppliers;
using Graceful;
using Microsoft.AspNetCore.Authentication;

namespace Bookshop;

/// <summary>A small but complete API: resources, search, files, streams, authorization.</summary>
public static class BookshopApp
{
    /// <summary>Builds the app, for the program and for tests that run it in their own process.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Services.AddSingleton<Shelf>().AddSingleton<CoverStore>().AddSingleton<OrderBook>()
            .AddSingleton(TimeProvider.System).AddSuppliers();
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, BookshopJson.Default);
            options.SerializerOptions.TypeInfoResolverChain.Insert(1, SuppliersJson.Default);
        });

        // AddAuthentication() also registers Data Protection, which writes a key to the user's home at the first start. API keys need none.
        builder.Services.AddAuthenticationCore(options => options.DefaultScheme = ApiKey.Scheme).AddWebEncoders();
        new AuthenticationBuilder(builder.Services).AddScheme<ApiKeyOptions, ApiKeyHandler>(ApiKey.Scheme, configureOptions: null);
        builder.Services.AddAuthorizationBuilder().AddPolicy(ApiKey.Staff, policy => policy.RequireRole(ApiKey.Staff));

        var app = builder.Build();
        app.UseActions();
        app.MapOpenApi();
        app.MapGet("/", () => $"The bookshop. Books are at {Links.Book.Search()}.\n");
        return app;
    }
}
