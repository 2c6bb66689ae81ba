using Graceful.Supervision;

namespace Runtime.Tests.Supervision;

/// <summary>The log lines of a service without a worker: clients wait only where a socket listens.</summary>
public sealed class MasterBacklogLogTests
{
    private const string Refused = "no endpoint is bound, clients are refused";

    [Fact]
    public void Clients_of_a_worker_that_has_not_bound_its_endpoints_are_refused()
    {
        var world = new MasterWorld();
        world.Master.StartWorker();
        world.Hello(world.Starts[0].Worker);
        world.Exit(world.Starts[0].Worker, 69);
        Assert.Equal(1, world.Log.Count($"exited with 69; {Refused}, another worker starts in"));
        Assert.Equal(0, world.Log.Count("backlog"));
    }

    [Fact]
    public void Clients_of_a_service_that_cannot_be_started_are_refused()
    {
        var world = new MasterWorld { StartFails = new IOException("No such file") };
        world.Master.StartWorker();
        Assert.Equal(1, world.Log.Count($"A worker could not be started: No such file; {Refused}, the next attempt is in"));
    }

    [Fact]
    public void Clients_of_activated_sockets_wait()
    {
        var world = new MasterWorld { PassesActivatedSockets = true };
        world.Master.StartWorker();
        world.Exit(world.Starts[0].Worker, 1);
        Assert.Equal(1, world.Log.Count("clients wait in the backlog of the sockets that the service manager passed, another"));
    }

    [Fact]
    public void The_sockets_of_a_worker_that_served_are_named()
    {
        var (world, worker) = MasterWorld.Serving();
        for (var port = 81; port < 84; port++)
        {
            world.Master.OnSocket(worker, new WorkerSocket(port, $"tcp:127.0.0.1:{port}", IsManaged: false, File: null));
        }

        world.Kill(worker);
        const string Waiting = "clients wait in the backlog of tcp:127.0.0.1:80, tcp:127.0.0.1:81, tcp:127.0.0.1:82 and 1 more";
        Assert.Equal(1, world.Log.Count($"; {Waiting}, another worker starts in"));

        // The next one binds a further endpoint, or fails to: the sockets are the same.
        world.Advance(TimeSpan.FromMinutes(1));
        world.Exit(world.Starts[1].Worker, 69);
        Assert.Equal(1, world.Log.Count($"exited with 69; {Waiting}, another"));
    }

    [Fact]
    public void A_dead_worker_whose_successor_starts_is_no_exception()
    {
        var (world, worker) = MasterWorld.Serving();
        world.Master.OnRestartBegins(worker);
        world.HasOrphanedSuccessor = true;
        world.Kill(worker);
        Assert.Equal(1, world.Log.Count("clients wait in the backlog of tcp:127.0.0.1:80 until it serves, another worker starts in"));
    }
}
