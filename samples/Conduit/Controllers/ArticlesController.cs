using Conduit.Contracts;
using Conduit.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Conduit.Controllers;

[Route("api/articles")]
public sealed class ArticlesController(ArticleStore articles) : ConduitController
{
    [HttpGet]
    public ArticleList List([FromQuery] ArticleFilter filter, [FromQuery] Page page) => articles.List(filter, page, Reader);

    /// <summary>The articles of the users whom the current user follows.</summary>
    [HttpGet("feed"), Authorize]
    public ArticleList Feed([FromQuery] Page page) => articles.Feed(page, UserId);

    [HttpGet("{slug}")]
    public ActionResult<ArticleEnvelope> Show(string slug) => articles.Read(slug, Reader) is { } article
        ? new ArticleEnvelope(article)
        : Unknown("article");

    [HttpPost, Authorize]
    [ProducesResponseType<ArticleEnvelope>(StatusCodes.Status201Created)]
    public ActionResult<ArticleEnvelope> Create(ArticleDraftEnvelope request)
    {
        var slug = articles.Add(request.Article, UserId);
        return Created($"/api/articles/{Uri.EscapeDataString(slug)}", new ArticleEnvelope(articles.Read(slug, UserId)!));
    }

    [HttpPut("{slug}"), Authorize]
    public ActionResult<ArticleEnvelope> Update(string slug, ArticleChangesEnvelope request)
    {
        if (articles.Find(slug) is not { } article)
        {
            return Unknown("article");
        }

        return article.Author == UserId ? Show(articles.Change(article, request.Article)) : Forbidden("article");
    }

    [HttpDelete("{slug}"), Authorize]
    public IActionResult Delete(string slug)
    {
        if (articles.Find(slug) is not { } article)
        {
            return Unknown("article");
        }

        if (article.Author != UserId)
        {
            return Forbidden("article");
        }

        articles.Remove(article);
        return NoContent();
    }
}
