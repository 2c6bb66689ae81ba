using System.Runtime.Versioning;

namespace Runtime.Tests.Processes.Servers;

/// <summary>
/// A folder with a server's program under one name. Each version is put there as an operator does it: beside the old one first, and
/// then under its name (rename(2)), so that at no moment there is half a program.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class Deployment : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-deployment-");
    private readonly string _good;

    /// <summary>Begins with a version that works.</summary>
    internal Deployment(ServerBinary good)
    {
        _good = good.Program;
        File.SetUnixFileMode(_folder.FullName, Executable);
        DeployGood();
    }

    internal string App => Path.Combine(_folder.FullName, "app");

    internal ServerBinary Binary => ServerBinary.Native(App);

    /// <summary>A version that works, for scripts to name: it is not in the place of the program.</summary>
    internal string GoodProgram => _good;

    internal void DeployGood() => Deploy(path => File.Copy(_good, path));

    /// <summary>A shell script as the new version.</summary>
    internal void DeployScript(string body) => Deploy(path => File.WriteAllText(path, $"#!/bin/sh\n{body}\n"));

    internal void Deploy(byte[] content, UnixFileMode mode = Executable) => Deploy(path => File.WriteAllBytes(path, content), mode);

    /// <summary>The beginning of the good version: a copy that was interrupted.</summary>
    internal void DeployTruncated(double part)
    {
        byte[] whole = File.ReadAllBytes(_good);
        Deploy(whole[..(int)(whole.Length * part)]);
    }

    internal void Remove() => File.Delete(App);

    public void Dispose() => _folder.Delete(recursive: true);

    private void Deploy(Action<string> write, UnixFileMode mode = Executable)
    {
        string beside = App + ".new";
        write(beside);
        File.SetUnixFileMode(beside, mode);
        File.Move(beside, App, overwrite: true);
    }
}
