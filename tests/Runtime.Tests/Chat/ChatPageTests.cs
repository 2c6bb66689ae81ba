using System.Globalization;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Xunit.Abstractions;

namespace Runtime.Tests.Chat;

/// <summary>The page of samples/Chat in Chromium through restarts, while two tabs chat and receive numbered events.</summary>
/// <remarks>
/// GRACEFUL_TEST_RESTARTS sets the number of restarts, GRACEFUL_CHAT names a native binary of the sample, and GRACEFUL_TEST_PICTURE
/// names the file for a picture of the page.
/// </remarks>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class ChatPageTests(ITestOutputHelper output)
{
    private static readonly int Restarts = TestShare.OfRestarts(5);

    private static readonly ServerBinary Binary = Environment.GetEnvironmentVariable("GRACEFUL_CHAT") is { Length: > 0 } named
        ? ServerBinary.Native(Path.Combine(Repository.Root, named))
        : ServerBinary.Jit(Path.Combine(JitBuild.FolderOf("samples/Chat"), "Chat.dll"));

    [NeedsTool(Browser.Program)]
    public async Task Two_tabs_chat_through_restarts_and_the_page_never_loses_anything()
    {
        var folder = Directory.CreateTempSubdirectory("graceful-chat-");
        await using DemoProcess chat = await DemoProcess.StartAsync(Binary, new()
        {
            Print = output.WriteLine,
            Environment = new Dictionary<string, string?>
            {
                ["Graceful__DrainTimeout"] = "00:00:30",
                ["Room__File"] = Path.Combine(folder.FullName, "room"),
            },
        });
        await using var browser = await Browser.StartAsync();
        string[] names = ["ann", "bob"];
        var tabs = await Task.WhenAll(names.Select(name => browser.OpenAsync(new Uri(chat.Address, $"?name={name}"))));
        foreach (var tab in tabs)
        {
            await tab.ServedByAsync(chat.First.Pid);
        }

        foreach (var tab in tabs)
        {
            await tab.StartChattingAsync();
        }

        for (var restart = 0; restart < Restarts; restart++)
        {
            Generation old = chat.Newest;
            Generation successor = await chat.RestartAsync();
            await chat.ExitsWellAsync(old);
            foreach (var tab in tabs)
            {
                await tab.ServedByAsync(successor.Pid);
                await tab.HasAsync(await tab.CountAsync() + 10);
            }
        }

        if (Environment.GetEnvironmentVariable("GRACEFUL_TEST_PICTURE") is { Length: > 0 } path)
        {
            await tabs[1].CaptureAsync(Path.Combine(Repository.Root, path));
        }

        int[] sent = [await tabs[0].StopChattingAsync(), await tabs[1].StopChattingAsync()];
        foreach (var tab in tabs)
        {
            await tab.HasAsync(sent.Sum());
            Assert.Empty(await tab.LostAsync());
            var messages = await tab.MessagesAsync();
            Assert.Equal(Enumerable.Range(1, sent.Sum()), messages.Select(message => message.Number));
            for (var i = 0; i < names.Length; i++)
            {
                Assert.Equal(
                    Enumerable.Range(1, sent[i]).Select(number => $"{names[i]}: hello {number}"),
                    messages.Select(message => message.Text).Where(text => text.StartsWith(names[i], StringComparison.Ordinal)));
            }
        }

        output.WriteLine($"{Restarts} restarts, {sent.Sum()} messages");
        folder.Delete(recursive: true);
    }
}
