using Generator.Tests.Harness;

namespace Generator.Tests.Mvc.Styles;

/// <summary>
/// Controllers that are written as the real applications of others are: a media API with many query parameters, DTOs and repositories,
/// models with validation and feature filters, commands and queries, areas with forms, and a mediator.
/// </summary>
internal static class StyleSource
{
    /// <summary>Statements over <c>builder</c>.</summary>
    public const string Services = """
        builder.Services.AddSingleton<Styles.Media.Library>();
        builder.Services.AddScoped<Styles.Reading.ISeriesRepository, Styles.Reading.SeriesRepository>();
        builder.Services.AddSingleton<Styles.Vault.Features>();
        builder.Services.AddScoped<Styles.Content.ICommandBus, Styles.Content.CommandBus>();
        builder.Services.AddTransient<Styles.Shop.ICatalog, Styles.Shop.Catalog>();
        builder.Services.AddScoped<Styles.Blog.IMediator, Styles.Blog.Mediator>();
        builder.Services.AddScoped<Styles.Blog.RestExceptionFilter>();
        """;

    private static readonly string Folder = Path.Combine(Project.Folder, "Mvc", "Styles", "Sources");

    /// <summary>Gets the names of the files, without their extension.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Media", "Reading", "Vault", "Content", "Shop", "Blog"];

    /// <summary>Returns the text of a file.</summary>
    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name + ".txt"));

    /// <summary>Returns the requests, with their line ends.</summary>
    public static IEnumerable<string> Requests() => Read("Requests").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(request => request.Replace("\\r\\n", "\r\n", StringComparison.Ordinal));
}
