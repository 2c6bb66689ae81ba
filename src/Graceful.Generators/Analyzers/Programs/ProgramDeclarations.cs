using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Graceful.Generators.Analyzers.Programs;

/// <summary>
/// What the names in a program can mean. Of two compilations of it, it says which names mean something else in the second: a
/// file that has not been edited, and has none of these names, means the same in both.
/// </summary>
internal sealed class ProgramDeclarations
{
    /// <summary>What the attribute is called where it is not called by an alias.</summary>
    public const string ControllerName = "Controller";

    /// <summary>The same of [ExcludeControllers].</summary>
    public const string ExclusionName = "ExcludeControllers";

    // What stands for a reference: one to a project holds all of its compilation, which must go when a newer one is there.
    private static readonly ConditionalWeakTable<MetadataReference, object> Marks = new();

    private readonly ConditionalWeakTable<ProgramDeclarations, IReadOnlyCollection<string>> _changes = new();
    private readonly HashSet<FileDeclarations> _files;
    private readonly object[] _references;
    private readonly (string? Assembly, NullableContextOptions Nullable) _options;

    public ProgramDeclarations(Compilation compilation)
    {
        _files = [.. compilation.SyntaxTrees.Select(FileDeclarations.Of)];
        _references = [.. compilation.ExternalReferences.Select(Marks.GetOrCreateValue)];
        _options = (compilation.AssemblyName, compilation.Options.NullableContextOptions);
        var aliases = new HashSet<string>(_files.SelectMany(file => file.GlobalAliases), StringComparer.Ordinal);
        MayExclude = _files.Any(file => file.AssemblyAttributes.Any(name => MayBe(name, ExclusionName)));
        Controllers = [.. compilation.SyntaxTrees.SelectMany(tree => FileDeclarations.Of(tree).Types
            .Where(type => type.Attributes.Any(name => MayBe(name, ControllerName)))
            .Select(type => (tree, type)))];

        bool MayBe(string name, string attribute) => name == attribute || name == attribute + nameof(Attribute) || aliases.Contains(name);
    }

    /// <summary>What looks like a controller, in the order of the files.</summary>
    public IReadOnlyList<(SyntaxTree File, AttributedType Type)> Controllers { get; }

    /// <summary>Whether it may leave out controllers of libraries: otherwise nobody needs to ask for the attributes of the assembly.</summary>
    public bool MayExclude { get; }

    /// <summary>The names that do not mean what they meant before.</summary>
    public IReadOnlyCollection<string> ChangedSince(ProgramDeclarations before) =>
        ReferenceEquals(before, this) ? [] : _changes.GetValue(before, Compare);

    private HashSet<string> Compare(ProgramDeclarations before)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        if (before._options != _options || !before._references.SequenceEqual(_references))
        {
            changed.Add(Declaration.Everywhere);
            return changed;
        }

        var gone = before._files.Where(file => !_files.Contains(file)).ToArray();
        var come = _files.Where(file => !before._files.Contains(file)).ToArray();
        var difference = new Dictionary<string, (int Count, Declaration One)>(StringComparer.Ordinal);
        foreach (var (file, count) in gone.Select(file => (file, -1)).Concat(come.Select(file => (file, 1))))
        {
            foreach (var declaration in file.Declarations)
            {
                difference[declaration.Text] = (difference.TryGetValue(declaration.Text, out var other) ? other.Count + count : count, declaration);
            }
        }

        Add(changed, difference.Values.Where(one => one.Count != 0).SelectMany(one => one.One.Names));
        Add(changed, NamespacesOnlyIn(gone, _files).Concat(NamespacesOnlyIn(come, before._files)));
        AddConstants(changed);
        return changed;
    }

    /// <summary>A namespace is there when one file has it: another file with it changes nothing.</summary>
    private static IEnumerable<string> NamespacesOnlyIn(IEnumerable<FileDeclarations> files, HashSet<FileDeclarations> others) => files
        .SelectMany(file => file.Namespaces)
        .Where(space => !others.Any(other => other.Namespaces.Contains(space)))
        .SelectMany(space => space.Split(['.'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A constant whose value is made of others changes with them.</summary>
    private void AddConstants(HashSet<string> changed)
    {
        if (changed.Count == 0)
        {
            return;
        }

        var constants = _files.SelectMany(file => file.Declarations).Where(declaration => declaration.Mentions is not null).ToList();
        while (constants.RemoveAll(constant => constant.Mentions!.Any(changed.Contains) && Add(changed, constant.Names)) > 0)
        {
        }
    }

    private static bool Add(HashSet<string> changed, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            changed.Add(name);

            // [Get] means GetAttribute.
            if (name.EndsWith(nameof(Attribute), StringComparison.Ordinal))
            {
                changed.Add(name.Substring(0, name.Length - nameof(Attribute).Length));
            }
        }

        return true;
    }
}
