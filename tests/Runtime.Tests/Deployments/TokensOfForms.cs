using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Deployments;

/// <summary>A form that was loaded before a deployment is sent after it. The layout is that of docs/deploy-with-systemd.md.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class TokensOfForms(ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-tokens-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_next_release_accepts_the_tokens_of_the_one_before()
    {
        string home = _folder.CreateSubdirectory("home").FullName;
        string current = Path.Combine(_folder.FullName, "current");
        PointTo(current, "releases/1");
        await using DemoProcess demo = await DemoProcess.StartAsync(ProbeApp.Binary, new()
        {
            Environment = new Dictionary<string, string?> { ["HOME"] = home },
            Arguments = ["--tokens", "true", "--contentRoot", current],
            Print = output.WriteLine,
        });
        RawResponse form = await RawConnection.GetAsync(demo.EndPoint, "/token");
        Assert.Equal(200, form.Status);
        string cookie = form.Header("Set-Cookie")!.Split(';')[0];
        Assert.Equal(400, (await PostAsync(demo, cookie, "another-token")).Status);

        File.Delete(current);
        PointTo(current, "releases/2");
        Generation successor = await demo.RestartAsync();
        await demo.AnsweredByAsync(successor);

        RawResponse answer = await PostAsync(demo, cookie, form.Text);
        Assert.Equal((200, $"sent pid={successor.Pid}\n"), (answer.Status, answer.Text));
    }

    private void PointTo(string link, string release)
    {
        _ = _folder.CreateSubdirectory(release);
        _ = File.CreateSymbolicLink(link, release);
    }

    private static async Task<RawResponse> PostAsync(DemoProcess demo, string cookie, string token)
    {
        const string body = "text=sent";
        using RawConnection connection = await RawConnection.ConnectAsync(demo.EndPoint);
        await connection.SendAsync(
            $"POST /form HTTP/1.1\r\nHost: graceful.test\r\nCookie: {cookie}\r\nRequestVerificationToken: {token}\r\n" +
            $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        return await connection.ReadResponseAsync();
    }
}
