namespace Runtime.Tests.Conduit;

/// <summary>Profiles, and following.</summary>
internal static class ProfileFlow
{
    public static async Task RunAsync(ConduitClient api, string name)
    {
        var reader = await api.RegisterAsync(name);
        var celebrity = $"{name}-celebrity";
        await api.RegisterAsync(celebrity);
        var path = $"profiles/{celebrity}";

        IsProfile(await api.GetAsync(path), celebrity, following: false);
        IsProfile(await api.GetAsync(path, reader), celebrity, following: false);
        IsProfile(await api.PostAsync($"{path}/follow", token: reader), celebrity, following: true);
        IsProfile(await api.PostAsync($"{path}/follow", token: reader), celebrity, following: true);
        IsProfile(await api.GetAsync(path, reader), celebrity, following: true);
        IsProfile(await api.GetAsync(path), celebrity, following: false);
        IsProfile(await api.DeleteAsync($"{path}/follow", reader), celebrity, following: false);
        IsProfile(await api.GetAsync(path, reader), celebrity, following: false);

        var unknown = $"profiles/{name}-unknown";
        (await api.GetAsync(unknown)).IsError(404, "profile", "not found");
        (await api.PostAsync($"{unknown}/follow")).IsError(401, "token", "is missing");
        (await api.DeleteAsync($"{unknown}/follow")).IsError(401, "token", "is missing");
        (await api.PostAsync($"{unknown}/follow", token: reader)).IsError(404, "profile", "not found");
        (await api.DeleteAsync($"{unknown}/follow", reader)).IsError(404, "profile", "not found");
    }

    private static void IsProfile(Answer answer, string name, bool following) => answer.Is(200)
        .Has("profile.username", name).HasNull("profile.bio").HasNull("profile.image").Has("profile.following", following);
}
