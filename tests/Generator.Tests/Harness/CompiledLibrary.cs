using Microsoft.CodeAnalysis;

namespace Generator.Tests.Harness;

/// <summary>A library with its generated code, compiled with warnings as errors.</summary>
internal sealed class CompiledLibrary
{
    private CompiledLibrary(GeneratorRun run, byte[] image)
    {
        Run = run;
        Image = image;
        File = MetadataReference.CreateFromImage(image);
    }

    public GeneratorRun Run { get; }

    public byte[] Image { get; }

    /// <summary>The compiled file, as a build or a package references it.</summary>
    public PortableExecutableReference File { get; }

    /// <summary>The project, as an editor references it.</summary>
    public CompilationReference Project => Run.Output.ToMetadataReference();

    /// <summary>The reference assembly of the library.</summary>
    public MetadataReference ReferenceAssembly => MetadataReference.CreateFromImage(Emit(Run, interfaceOnly: true));

    public static CompiledLibrary Compile(string name, string source, params CompiledLibrary[] references)
    {
        var run = GeneratorRun.Of(Compilations.Create(name, references.Select(reference => reference.File), source));
        return new CompiledLibrary(run, Emit(run, interfaceOnly: false));
    }

    private static byte[] Emit(GeneratorRun run, bool interfaceOnly)
    {
        using var image = new MemoryStream();
        var emitted = run.Output.Emit(image, options: new(metadataOnly: interfaceOnly, includePrivateMembers: !interfaceOnly));
        Assert.Empty(Compilations.Complaints(emitted.Diagnostics));
        Assert.True(emitted.Success);
        return image.ToArray();
    }
}
