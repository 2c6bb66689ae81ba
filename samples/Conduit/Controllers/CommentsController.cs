using Conduit.Contracts;
using Conduit.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Conduit.Controllers;

/// <summary>The comments of an article.</summary>
[Route("api/articles/{slug}/comments")]
public sealed class CommentsController(ArticleStore articles, CommentStore comments) : ConduitController
{
    [HttpGet]
    public ActionResult<CommentList> List(string slug) => articles.Find(slug) is { } article
        ? comments.List(article, Reader)
        : Unknown("article");

    [HttpPost, Authorize]
    [ProducesResponseType<CommentEnvelope>(StatusCodes.Status201Created)]
    public ActionResult<CommentEnvelope> Add(string slug, CommentDraftEnvelope request) => articles.Find(slug) is { } article
        ? Created(Request.Path, new CommentEnvelope(comments.Add(article, request.Comment.Body, UserId)))
        : Unknown("article");

    [HttpDelete("{id:long}"), Authorize]
    public IActionResult Delete(string slug, long id)
    {
        if (articles.Find(slug) is not { } article)
        {
            return Unknown("article");
        }

        if (comments.FindAuthor(article, id) is not { } author)
        {
            return Unknown("comment");
        }

        if (author != UserId)
        {
            return Forbidden("comment");
        }

        comments.Remove(id);
        return NoContent();
    }
}
