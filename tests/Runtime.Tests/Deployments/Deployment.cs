using Runtime.Tests.Processes.Servers;

namespace Runtime.Tests.Deployments;

/// <summary>A server's binary in a directory of its own, where it can be replaced as an operator does: written beside, then renamed.</summary>
internal sealed class Deployment : IDisposable
{
    private readonly ServerBinary _source;
    private readonly DirectoryInfo _directory;

    /// <param name="native">The server; it is copied.</param>
    /// <param name="name">Of the directory, after a unique part.</param>
    internal Deployment(ServerBinary native, string name = "app")
    {
        _source = native;
        _directory = System.IO.Directory.CreateTempSubdirectory("graceful-deployment-");
        Directory = _directory.CreateSubdirectory(name).FullName;
        Deploy();
    }

    internal string Directory { get; }

    internal string Program => Path.Combine(Directory, "server");

    internal ServerBinary Binary => ServerBinary.Native(Program);

    /// <summary>The server itself, as a new version of it.</summary>
    internal void Deploy() => Replace(beside => File.Copy(_source.Program, beside));

    /// <summary>A version that is a shell script.</summary>
    internal void DeployScript(string commands) => Replace(beside =>
    {
        File.WriteAllText(beside, $"#!/bin/sh\n{commands}\n");
        File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    });

    internal string PathOf(string name) => Path.Combine(Directory, name);

    public void Dispose() => _directory.Delete(recursive: true);

    private void Replace(Action<string> write)
    {
        string beside = Program + ".new";
        write(beside);
        File.Move(beside, Program, overwrite: true);
    }
}
