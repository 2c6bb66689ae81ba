namespace Runtime.Tests.Conduit;

/// <summary>The members of an article in a response.</summary>
internal static class ArticleAnswers
{
    /// <summary>Asserts a whole article.</summary>
    public static Answer HasArticle(this Answer answer, string path, string author) =>
        answer.HasMembers(path).HasText($"{path}.body").Has($"{path}.author.username", author);

    /// <summary>Asserts an article of a list, which has no body.</summary>
    /// <param name="answer">The response.</param>
    /// <param name="path">The article.</param>
    /// <param name="author">The author; null for any.</param>
    public static Answer HasListed(this Answer answer, string path, string? author)
    {
        answer.HasMembers(path).HasNo($"{path}.body");
        return author is null ? answer.HasText($"{path}.author.username") : answer.Has($"{path}.author.username", author);
    }

    private static Answer HasMembers(this Answer answer, string path) => answer
        .HasText($"{path}.slug")
        .HasText($"{path}.title")
        .HasText($"{path}.description")
        .HasTime($"{path}.createdAt")
        .HasTime($"{path}.updatedAt")
        .HasFlag($"{path}.favorited")
        .HasNumber($"{path}.favoritesCount")
        .HasFlag($"{path}.author.following");
}
