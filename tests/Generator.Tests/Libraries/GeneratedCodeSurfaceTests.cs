using System.ComponentModel;
using System.Reflection;
using System.Text;
using Graceful.Binding;
using Graceful.Generators.Model;

namespace Generator.Tests.Libraries;

/// <summary>
/// The public members of the runtime that generated code calls. Compiled libraries are bound to them: a change that removes or
/// alters one must raise <see cref="LibraryMarker.Abi"/>.
/// </summary>
public sealed class GeneratedCodeSurfaceTests
{
    private static readonly string File = Path.Combine(Harness.Project.Folder, "Snapshots", "GeneratedCodeSurface.verified.txt");

    [Fact]
    public void The_surface_changes_only_together_with_its_version()
    {
        var surface = Describe();
        if (Environment.GetEnvironmentVariable("GRACEFUL_ACCEPT_SNAPSHOTS") == "1")
        {
            System.IO.File.WriteAllText(File, surface);
        }

        var verified = System.IO.File.ReadAllText(File);
        if (surface == verified)
        {
            return;
        }

        var removed = verified.Split('\n').Except(surface.Split('\n')).ToArray();
        var added = surface.Split('\n').Except(verified.Split('\n')).ToArray();
        Assert.Fail($"""
            The surface that generated code calls has changed. Removed: {string.Join("; ", removed)}. Added: {string.Join("; ", added)}.
            If something was removed or altered, raise LibraryMarker.Abi. Then accept the snapshot with GRACEFUL_ACCEPT_SNAPSHOTS=1.
            """);
    }

    private static string Describe()
    {
        var text = new StringBuilder().Append($"abi {LibraryMarker.Abi}\n");
        var types = typeof(ArgumentBinder).Assembly.GetExportedTypes()
            .Where(type => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never)
            .OrderBy(type => type.FullName, StringComparer.Ordinal);
        foreach (var type in types)
        {
            text.Append('\n').Append(type).Append('\n');
            var members = type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(member => member is not MethodBase { IsSpecialName: true } or ConstructorInfo)
                .Select(member => $"    {member}")
                .Order(StringComparer.Ordinal);
            text.AppendJoin('\n', members).Append('\n');
        }

        return text.ToString();
    }
}
