namespace Runtime.Tests.Conduit;

/// <summary>The flow of the RealWorld specification: every action, and the errors that it defines.</summary>
internal static class Collection
{
    private static int _runs;

    /// <summary>Runs the whole flow once, with names that no other run has.</summary>
    public static async Task RunAsync(ConduitClient api)
    {
        var run = Interlocked.Increment(ref _runs);
        await AccountFlow.RunAsync(api, $"account{run}");
        await AccountErrors.RunAsync(api, $"errors{run}");
        await ProfileFlow.RunAsync(api, $"profile{run}");
        await ArticleFlow.RunAsync(api, $"article{run}");
        await ArticleErrors.RunAsync(api, $"mistake{run}");
        await FeedFlow.RunAsync(api, $"feed{run}");
        await FavoriteFlow.RunAsync(api, $"favorite{run}");
        await CommentFlow.RunAsync(api, $"comment{run}");
        await OwnershipFlow.RunAsync(api, $"owner{run}");
    }
}
