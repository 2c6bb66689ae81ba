namespace Runtime.Tests.Conduit;

/// <summary>Only the author changes an article, or removes it or a comment.</summary>
internal static class OwnershipFlow
{
    public static async Task RunAsync(ConduitClient api, string name)
    {
        var owner = await api.RegisterAsync(name);
        var other = await api.RegisterAsync($"{name}-other");
        var path = $"articles/{await api.PublishAsync(owner, $"Owned {name}")}";
        var comment = (await api.PostAsync($"{path}/comments", new { comment = new { body = "Mine" } }, owner))
            .Is(201).CapturedNumber("comment.id");

        (await api.DeleteAsync(path, other)).IsError(403, "article", "forbidden");
        (await api.PutAsync(path, new { article = new { body = "Taken over" } }, other)).IsError(403, "article", "forbidden");
        (await api.DeleteAsync($"{path}/comments/{comment}", other)).IsError(403, "comment", "forbidden");
        (await api.GetAsync(path)).Is(200).Has("article.body", $"Body of Owned {name}");
        (await api.GetAsync($"{path}/comments")).Is(200).HasCount("comments", 1).Has("comments.0.body", "Mine");
        (await api.DeleteAsync(path, owner)).Is(204);
    }
}
