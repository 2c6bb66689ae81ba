using System.Runtime.Versioning;

namespace Instruments.Servers;

/// <summary>
/// A folder with a server's program under one name. Each version is deployed as an operator does it: first beside the old one, then
/// renamed (rename(2)), so that the program is complete at any moment.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class Deployment : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graceful-deployment-");
    private readonly string _good;

    /// <summary>Starts with a working version.</summary>
    internal Deployment(ServerBinary good)
    {
        _good = good.Program;
        File.SetUnixFileMode(_folder.FullName, Executable);
        DeployGood();
    }

    internal string App => Path.Combine(_folder.FullName, "app");

    internal ServerBinary Binary => ServerBinary.Native(App);

    /// <summary>A working version for scripts, under a different name than the program.</summary>
    internal string GoodProgram => _good;

    internal void DeployGood() => Deploy(path => File.Copy(_good, path));

    /// <summary>A shell script as the new version.</summary>
    internal void DeployScript(string body) => Deploy(path => File.WriteAllText(path, $"#!/bin/sh\n{body}\n"));

    internal void Deploy(byte[] content, UnixFileMode mode = Executable) => Deploy(path => File.WriteAllBytes(path, content), mode);

    /// <summary>The beginning of a working version: an interrupted copy.</summary>
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
