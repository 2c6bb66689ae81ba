using System.Net;
using Instruments.Load;
using Instruments.Posix;
using Instruments.Raw;
using Instruments.Servers;
using Runtime.Tests.Processes;
using Tmds.Linux;
using Xunit.Abstractions;

namespace Runtime.Tests.UnderLoad;

/// <summary>nginx as a reverse proxy with a pool of keep-alive connections, as most servers have it.</summary>
[Collection(RealProcesses.Name)]
[Trait("Category", "Processes")]
public sealed class BehindNginx(NativeDemo native, ITestOutputHelper output)
{
    [NeedsTool("nginx")]
    public async Task Restarts_are_no_502_and_the_pool_of_nginx_keeps_its_connections()
    {
        const int Restarts = 20, Connections = 32;
        await using DemoProcess demo = await DemoProcess.StartAsync(native.Binary, new() { Print = output.WriteLine });
        var proxy = new IPEndPoint(IPAddress.Loopback, FreePort.Next());
        DirectoryInfo folder = Directory.CreateTempSubdirectory("graceful-nginx-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "nginx.conf"), Configuration(proxy, demo.EndPoint));
            await using ToolProcess nginx =
                ToolProcess.Start(Tool.Find("nginx")!, "-p", folder.FullName, "-e", "stderr", "-c", "nginx.conf");
            await nginx.AcceptsAsync(proxy);
            await using LoadClient load = await LoadClient.StartAsync(new() { Server = proxy, Connections = Connections });

            // nginx connects when it has no idle connection: all of them are in use while the server does not answer.
            Assert.True(await demo.First.FreezeAsync());
            await Until.TrueAsync(() => TcpTable.ClientPorts(demo.EndPoint).Count == Connections,
                "a connection of nginx for each of its clients");
            demo.First.Signal(LibC.SIGCONT);
            await load.AllAnsweredAsync();
            IReadOnlySet<int> before = TcpTable.ClientPorts(demo.EndPoint);

            await RestartSeries.RunAsync(demo, Restarts, load);
            await load.AllAnsweredAsync();
            IReadOnlySet<int> after = TcpTable.ClientPorts(demo.EndPoint);
            LoadReport report = await load.StopAsync();
            output.WriteLine($"{report}\nnginx:\n{nginx.Output}");

            RestartSeries.AssertNoConnectionWasLost(report, Connections);
            Assert.True(after.IsSubsetOf(before), $"nginx has made {after.Except(before).Count()} new connections to the server.");
            RestartSeries.AssertOneProcessIsLeft(demo, Restarts);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// Without a second try (proxy_next_upstream off), which would hide a lost request, and without the limit of requests per
    /// connection, which is nginx's own reason to close.
    /// </summary>
    private static string Configuration(IPEndPoint proxy, IPEndPoint server) => $$"""
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log stderr warn;
        events { worker_connections 1024; }
        http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            keepalive_requests 1000000000;
            upstream graceful {
                server {{server}} max_fails=0;
                keepalive 64;
                keepalive_requests 1000000000;
            }
            server {
                listen {{proxy}};
                location / {
                    proxy_pass http://graceful;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_next_upstream off;
                }
            }
        }
        """;
}
