using System.ComponentModel.DataAnnotations;

namespace Conduit.Contracts;

/// <summary>The articles to list: all that fit every filter.</summary>
/// <param name="Tag">A tag of the article.</param>
/// <param name="Author">The name of the author.</param>
/// <param name="Favorited">The name of a user whose favorite it is.</param>
public sealed record ArticleFilter(string? Tag = null, string? Author = null, string? Favorited = null);

/// <param name="Limit">The number of articles on a page.</param>
/// <param name="Offset">The number of newer articles to skip.</param>
public sealed record Page([Range(1, 100)] int Limit = 20, [Range(0, int.MaxValue)] int Offset = 0);
