using System.Text;
using Graceful.Posix;
using Graceful.Transport;

namespace Graceful.Restart;

/// <summary>Starts the program anew, with the listening sockets and one end of a channel.</summary>
internal sealed class SuccessorLauncher(
    Invocation invocation,
    Inheritance inheritance,
    ListenerTable listeners,
    HandoffTransport transport,
    Func<Bequest> prepareBequest) : ISuccessorLauncher
{
    public ISuccessor Launch(ISuccessorEvents events)
    {
        using var bequest = prepareBequest();
        var (ours, theirs) = Packet.CreateChannel();
        try
        {
            var active = listeners.Active;
            var passed = active.Select(listener => (listener.Key, listener.Fd)).ToArray();
            var managed = active.Where(listener => listener.IsManaged).Select(listener => listener.Fd).ToArray();
            var environment = invocation.Environment
                .Where(entry => !Inheritance.Owns(entry))
                .Concat(Inheritance.Describe(inheritance.Generation + 1, theirs, passed, managed))
                .Concat(bequest.Variables)
                .ToArray();
            var child = ChildProcess.Start(
                invocation.Executable,
                invocation.Arguments,
                environment,
                Encoding.UTF8.GetBytes(invocation.Directory),
                [theirs, .. passed.Select(listener => listener.Fd), .. bequest.Descriptors]);
            var successor = new Successor(child, ours, transport, events);
            ours = -1;
            return successor;
        }
        finally
        {
            // The child has its own; ours would hide the end of its.
            Descriptor.Close(theirs);
            if (ours >= 0)
            {
                Descriptor.Close(ours);
            }
        }
    }
}
