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
    Func<InheritableSnapshot> prepareInheritable,
    IReadOnlyCollection<int> restartSignals) : ISuccessorLauncher
{
    public string? UnchangedFile => invocation.UnchangedFile;

    public ISuccessor Launch(ISuccessorEvents events)
    {
        if (InitProcess.ReasonAgainstRestart() is { } reason)
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
            foreach (var listener in listeners.Active)
            {
                listener.StopRebinding();
            }

            var active = listeners.Active.Where(listener => listener.Fd >= 0).ToArray();
            var passed = active.Select(listener => (listener.Key, listener.Fd)).ToArray();
            var managed = active.Where(listener => listener.IsManaged).Select(listener => listener.Fd).ToArray();
            var files = active
                .Where(listener => listener.File is not null)
                .Select(listener => (listener.Fd, listener.File!.Value))
                .ToArray();
            var environment = invocation.Environment
                .Where(entry => !HandoverEnvironment.Owns(entry)
                    && !RelayedStandardError.Owns(entry)
                    && !SupervisionEnvironment.Owns(entry))
                .Concat(HandoverEnvironment.Describe(handover.Generation + 1, theirs, passed, managed, files))
                .Concat(inheritable.Variables);
            IEnumerable<int> descriptors = [theirs, .. passed.Select(listener => listener.Fd), .. inheritable.Descriptors];
            if (supervision.IsWorker)
            {
                environment = environment.Append(SupervisionEnvironment.DescribeChannel(supervision.Channel));
                descriptors = descriptors.Append(supervision.Channel);
            }

            if (standardError is not null)
            {
                environment = environment.Append(RelayedStandardError.Describe(standardError));
                descriptors = descriptors.Append(standardError.Original);
            }

            // A restart signal before the successor's handler exists would kill it: it waits, and the handler unblocks it. The exit of
            // a session leader hangs up its terminal: the successor leaves the session, so that it survives the SIGHUP.
            var child = ChildProcess.Start(
                invocation.Executable,
                invocation.Arguments,
                environment.ToArray(),
                invocation.Directory,
                descriptors.ToArray(),
                standardError?.SuccessorEnd ?? -1,
                restartSignals,
                newSession: ControllingTerminal.IsLedByThisProcess);
            var successor = new Successor(child, ours, transport, events, standardError);
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
}
