namespace Runtime.Tests.Conduit;

/// <summary>Registration, login, and the current user.</summary>
internal static class AccountFlow
{
    public static async Task RunAsync(ConduitClient api, string name)
    {
        var credentials = new { email = $"{name}@example.com", password = "password123" };
        IsUser(await api.PostAsync("users", new { user = new { username = name, credentials.email, credentials.password } }), 201, name)
            .HasNull("user.bio").HasNull("user.image");
        var login = await api.PostAsync("users/login", new { user = credentials });
        var token = IsUser(login, 200, name).HasNull("user.bio").HasNull("user.image").Captured("user.token");
        IsUser(await api.GetAsync("user", token), 200, name).HasNull("user.bio").HasNull("user.image");

        await ChangeAsync(api, name, token);
        await ClearAsync(api, token);
        await RenameAsync(api, name, token);
    }

    private static async Task ChangeAsync(ConduitClient api, string name, string token)
    {
        IsUser(await UpdateAsync(api, token, new { bio = "I write." }), 200, name).Has("user.bio", "I write.").HasNull("user.image");
        IsUser(await api.GetAsync("user", token), 200, name).Has("user.bio", "I write.").HasNull("user.image");
        (await UpdateAsync(api, token, new { image = "https://example.com/a.png" })).Is(200)
            .Has("user.image", "https://example.com/a.png").Has("user.bio", "I write.");
        (await api.GetAsync("user", token)).Is(200).Has("user.image", "https://example.com/a.png");
    }

    /// <summary>The empty string and null both clear a member that may be missing.</summary>
    private static async Task ClearAsync(ConduitClient api, string token)
    {
        (await UpdateAsync(api, token, new { image = "" })).Is(200).HasNull("user.image").Has("user.bio", "I write.");
        (await api.GetAsync("user", token)).Is(200).HasNull("user.image");
        (await UpdateAsync(api, token, new { bio = (string?)null })).Is(200).HasNull("user.bio");
        (await api.GetAsync("user", token)).Is(200).HasNull("user.bio");
        (await UpdateAsync(api, token, new { bio = "" })).Is(200).HasNull("user.bio");
    }

    private static async Task RenameAsync(ConduitClient api, string name, string token)
    {
        var changed = new { username = $"{name}-new", email = $"{name}-new@example.com", password = "correct horse" };
        var renamed = IsUser(await UpdateAsync(api, token, changed), 200, changed.username).Captured("user.token");
        IsUser(await api.GetAsync("user", renamed), 200, changed.username);
        IsUser(await api.PostAsync("users/login", new { user = new { changed.email, changed.password } }), 200, changed.username);
        (await api.PostAsync("users/login", new { user = new { changed.email, password = "password123" } }))
            .IsError(401, "credentials", "invalid");
    }

    private static Task<Answer> UpdateAsync(ConduitClient api, string token, object user) => api.PutAsync("user", new { user }, token);

    private static Answer IsUser(Answer answer, int status, string name) => answer.Is(status)
        .Has("user.username", name).Has("user.email", $"{name}@example.com").HasText("user.token");
}
