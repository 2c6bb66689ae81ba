namespace Runtime.Tests.Conduit;

/// <summary>Requests that the actions for users refuse.</summary>
internal static class AccountErrors
{
    private const string Blank = "can't be blank";
    private const string Password = "password123";

    public static async Task RunAsync(ConduitClient api, string name)
    {
        await RegisterAsync(api, name);
        await LoginAsync(api, name);
        await UpdateAsync(api, await api.RegisterAsync($"{name}-c"), name);
        (await api.GetAsync("user")).IsError(401, "token", "is missing");
        (await api.GetAsync("user", "no.valid.token")).IsError(401, "token", "invalid");
        (await api.PutAsync("user", new { user = new { bio = "x" } })).IsError(401, "token", "is missing");
    }

    private static async Task RegisterAsync(ConduitClient api, string name)
    {
        var email = $"{name}@example.com";
        (await AddAsync("", email, Password)).IsError(422, "username", Blank).HasNo("errors.email").HasNo("errors.password");
        (await AddAsync(name, "", Password)).IsError(422, "email", Blank).HasNo("errors.username");
        (await AddAsync(name, email, "")).IsError(422, "password", Blank);
        (await AddAsync(name, email, "short7c")).Is(422).HasText("errors.password.0");
        (await api.PostAsync("users", new { user = new { } })).Is(422)
            .Has("errors.username.0", Blank).Has("errors.email.0", Blank).Has("errors.password.0", Blank);
        (await api.PostAsync("users", new { })).Is(422).HasText("errors.user.0");
        (await api.PostAsync("users", new { user = new { username = 7 } })).Is(422).HasText("errors.username.0");

        (await AddAsync(name, email, Password)).Is(201);
        (await AddAsync(name, $"{name}-b@example.com", Password)).IsError(409, "username", "has already been taken");
        (await AddAsync($"{name}-b", email, Password)).IsError(409, "email", "has already been taken");

        Task<Answer> AddAsync(string username, string email, string password) =>
            api.PostAsync("users", new { user = new { username, email, password } });
    }

    private static async Task LoginAsync(ConduitClient api, string name)
    {
        var email = $"{name}@example.com";
        (await TryAsync("", Password)).IsError(422, "email", Blank);
        (await TryAsync(email, "")).IsError(422, "password", Blank);
        (await TryAsync(email, "wrong password")).IsError(401, "credentials", "invalid");
        (await TryAsync("unknown@example.com", Password)).IsError(401, "credentials", "invalid");

        Task<Answer> TryAsync(string email, string password) => api.PostAsync("users/login", new { user = new { email, password } });
    }

    private static async Task UpdateAsync(ConduitClient api, string token, string name)
    {
        (await ChangeAsync(new { email = "" })).IsError(422, "email", Blank);
        (await ChangeAsync(new { email = (string?)null })).IsError(422, "email", Blank);
        (await ChangeAsync(new { username = "" })).IsError(422, "username", Blank);
        (await ChangeAsync(new { username = (string?)null })).IsError(422, "username", Blank);
        (await ChangeAsync(new { password = "" })).Is(422).HasText("errors.password.0");
        (await ChangeAsync(new { password = (string?)null })).Is(422).HasText("errors.password.0");
        (await ChangeAsync(new { password = "short7c" })).Is(422).HasText("errors.password.0");
        (await ChangeAsync(new { password = "eightch8" })).Is(200);
        (await ChangeAsync(new { password = new string('a', 64) })).Is(200);
        (await ChangeAsync(new { username = name })).IsError(409, "username", "has already been taken");

        Task<Answer> ChangeAsync(object user) => api.PutAsync("user", new { user }, token);
    }
}
