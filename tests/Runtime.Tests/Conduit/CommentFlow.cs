namespace Runtime.Tests.Conduit;

/// <summary>The comments of an article.</summary>
internal static class CommentFlow
{
    public static async Task RunAsync(ConduitClient api, string name)
    {
        var token = await api.RegisterAsync(name);
        var article = $"articles/{await api.PublishAsync(token, $"Discussed {name}")}";
        var path = $"{article}/comments";
        (await api.GetAsync(path)).Is(200).HasCount("comments", 0);
        var first = IsComment(await AddAsync("First"), 201, "comment", "First").CapturedNumber("comment.id");
        IsComment(await api.GetAsync(path, token), 200, "comments.0", "First").HasCount("comments", 1).Has("comments.0.id", first);
        IsComment(await api.GetAsync(path), 200, "comments.0", "First").HasCount("comments", 1);
        IsComment(await AddAsync("Second"), 201, "comment", "Second");
        IsComment(await api.GetAsync(path), 200, "comments.1", "Second").HasCount("comments", 2);

        (await api.DeleteAsync($"{path}/{first}", token)).Is(204).IsEmpty();
        IsComment(await api.GetAsync(path), 200, "comments.0", "Second").HasCount("comments", 1);
        (await api.DeleteAsync($"{path}/{first}", token)).IsError(404, "comment", "not found");
        (await AddAsync("")).IsError(422, "body", "can't be blank");
        (await api.DeleteAsync(article, token)).Is(204);
        (await api.GetAsync(path)).IsError(404, "article", "not found");

        Task<Answer> AddAsync(string body) => api.PostAsync(path, new { comment = new { body } }, token);

        Answer IsComment(Answer answer, int status, string at, string body) => answer.Is(status)
            .HasNumber($"{at}.id").HasTime($"{at}.createdAt").HasTime($"{at}.updatedAt")
            .Has($"{at}.body", body).Has($"{at}.author.username", name);
    }
}
