using Conduit.Contracts;
using Conduit.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Conduit.Controllers;

[Route("api/tags")]
public sealed class TagsController(ArticleStore articles) : ConduitController
{
    [HttpGet]
    public TagList List() => articles.Tags();
}
