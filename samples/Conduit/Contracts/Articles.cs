using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Conduit.Errors;

namespace Conduit.Contracts;

public sealed record ArticleDraftEnvelope(ArticleDraft Article);

public sealed record ArticleDraft(
    [Required(ErrorMessage = Messages.Blank)] string Title,
    [Required(ErrorMessage = Messages.Blank)] string Description,
    [Required(ErrorMessage = Messages.Blank)] string Body,
    [NotBlank] IReadOnlyList<string>? TagList);

public sealed record ArticleChangesEnvelope(ArticleChanges Article);

/// <summary>
/// The members of an article that change. A member that the request leaves out is null; a null of the request is blank, which no
/// member may be.
/// </summary>
public sealed class ArticleChanges
{
    private static readonly string[] Blank = [""];

    [NotBlank]
    public string? Title { get; set => field = value ?? ""; }

    [NotBlank]
    public string? Description { get; set => field = value ?? ""; }

    [NotBlank]
    public string? Body { get; set => field = value ?? ""; }

    [NotBlank]
    public IReadOnlyList<string>? TagList { get; set => field = value ?? Blank; }
}

public sealed record ArticleEnvelope(Article Article);

/// <param name="Articles">One page of articles, without their bodies.</param>
/// <param name="ArticlesCount">The number of articles on all pages.</param>
public sealed record ArticleList(IReadOnlyList<Article> Articles, int ArticlesCount);

public sealed record Article(
    string Slug,
    string Title,
    string Description,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Body,
    IReadOnlyList<string> TagList,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    bool Favorited,
    int FavoritesCount,
    Profile Author);

public sealed record TagList(IReadOnlyList<string> Tags);
