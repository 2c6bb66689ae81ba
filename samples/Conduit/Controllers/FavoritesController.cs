using Conduit.Contracts;
using Conduit.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Conduit.Controllers;

/// <summary>The favorites of the current user.</summary>
[Route("api/articles/{slug}/favorite"), Authorize]
public sealed class FavoritesController(ArticleStore articles) : ConduitController
{
    [HttpPost]
    public ActionResult<ArticleEnvelope> Add(string slug)
    {
        if (articles.Find(slug) is not { } article)
        {
            return Unknown("article");
        }

        articles.Favorite(article, UserId);
        return new ArticleEnvelope(articles.Read(slug, UserId)!);
    }

    [HttpDelete]
    public ActionResult<ArticleEnvelope> Remove(string slug)
    {
        if (articles.Find(slug) is not { } article)
        {
            return Unknown("article");
        }

        articles.Unfavorite(article, UserId);
        return new ArticleEnvelope(articles.Read(slug, UserId)!);
    }
}
