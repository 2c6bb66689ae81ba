using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>Starts the program again, with the listening sockets and one end of a channel.</summary>
internal sealed class SuccessorLauncher(
    Invocation invocation,
    HandoverEnvironment handover,
    ListenerTable listeners,
    HandoverTransport transport,
    SupervisionEnvironment supervision,
    SharedLimits limits,
    Func<InheritableSnapshot> prepareInheritable,
    IReadOnlyCollection<int> restartSignals) : ISuccessorLauncher
{
    public string? UnchangedFile => invocation.UnchangedFile;

    public ISuccessor Launch(ISuccessorEvents events)
    {
        if ((InitProcess.ReasonAgainstRestart() ?? limits.ReasonAgainstRestart()) is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        using var inheritable = prepareInheritable();
        var (ours, theirs) = Packet.CreateChannel();
        StandardErrorRelay? standardError = null;
        try
        {
            standardError = StandardErrorRelay.TryCreate();
            Packet.IdentifySenders(ours);
            var successor = new Successor(Start(theirs, inheritable, standardError), ours, transport, events, standardError);
            ours = -1;
            return successor;
        }
        finally
        {
            // The child has its own copy. An open copy here would keep the channel alive after the child's end.
            Descriptor.Close(theirs);
            standardError?.CloseSuccessorDescriptors();
            if (ours >= 0)
            {
                Descriptor.Close(ours);
            }
        }
    }

    private ChildProcess Start(int channel, InheritableSnapshot inheritable, StandardErrorRelay? standardError)
    {
        foreach (var listener in listeners.Active)
        {
            listener.StopRebinding();
        }

        HandoverListener[] open = [.. listeners.Active.Where(listener => listener.Fd >= 0)];
        List<byte[]> environment = [.. Variables(channel, open), .. inheritable.Variables];
        List<int> descriptors = [channel, .. open.Select(listener => listener.Fd), .. inheritable.Descriptors];
        if (supervision.IsWorker)
        {
            environment.Add(SupervisionEnvironment.DescribeChannel(supervision.Channel));
            descriptors.Add(supervision.Channel);
        }

        if (standardError is not null)
        {
            environment.Add(RelayedStandardError.Describe(standardError));
            descriptors.Add(standardError.Original);
        }

        // A restart signal before the successor's handler exists would kill it: it waits, and the handler unblocks it. The exit of
        // a session leader hangs up its terminal: the successor leaves the session, so that it survives the SIGHUP.
        return ChildProcess.Start(
            invocation.Executable,
            invocation.Arguments,
            environment,
            invocation.Directory,
            descriptors.ToArray(),
            standardError?.SuccessorEnd ?? -1,
            restartSignals,
            newSession: ControllingTerminal.HangsUpAfterThisProcess);
    }

    /// <summary>Returns the environment of this process at its start, with the variables of this hand-over.</summary>
    private IEnumerable<byte[]> Variables(int channel, HandoverListener[] open)
    {
        var managed = open.Where(listener => listener.IsManaged).Select(listener => listener.Fd).ToArray();
        var files = open.Where(listener => listener.File is not null).Select(listener => (listener.Fd, listener.File!.Value)).ToArray();
        return invocation.Environment
            .Where(entry => !HandoverEnvironment.Owns(entry) && !RelayedStandardError.Owns(entry) && !SupervisionEnvironment.Owns(entry))
            .Concat(HandoverEnvironment.Describe(
                handover.Generation + 1, channel, open.Select(listener => (listener.Key, listener.Fd)), managed, files));
    }
}
