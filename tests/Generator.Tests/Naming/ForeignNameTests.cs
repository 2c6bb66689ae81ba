using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Reflection.Emit;
using Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Generator.Tests.Naming;

/// <summary>
/// Types of libraries in other languages: names of F# that are no identifiers of C#, and properties of Visual Basic that take arguments.
/// </summary>
public sealed class ForeignNameTests
{
    private static readonly Lazy<MetadataReference> Library = new(Build);

    [Theory]
    [InlineData("GR0054", "[Post] public string Bad([FromBody] Foreign.Odd odd) => \"\";", "'Foreign.Odd.first name'")]
    [InlineData("GR0054", "[Post] public string Bad([FromBody] Holder holder) => \"\";", "its name is not an identifier of C#")]
    [InlineData("GR0020", "[Post] public string Bad([FromForm] Foreign.Odd odd) => \"\";", "its property 'first name' has a name")]
    [InlineData("GR0024", "[Get] public string Bad([AsParameters] Foreign.Plain plain) => \"\";", "its property 'a-b' has a name")]
    [InlineData("GR0005", "[Get] public string Good() => \"\";", "its name is not an identifier of C#", "XController : Foreign.Base")]
    public async Task A_name_that_CSharp_cannot_write_is_an_error(string id, string member, string message, string name = "XController")
    {
        var run = Program(member, name);
        var diagnostic = Assert.Single(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));

        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
    }

    [Theory]
    [InlineData("[Post] public string Add([FromBody] Foreign.Plain plain) => \"\";", "/x/Add")]
    [InlineData("[Post] public string Add([FromBody] Foreign.Parameterized item) => \"\";", "item.name: Required")]
    [InlineData("[Post] public string Add([FromForm] Foreign.Parameterized item) => \"\";", "form.TryText(\"Name\"")]
    [InlineData("[Get] public string Find([AsParameters] Foreign.Parameterized item) => \"\";", "{ Name = itemName }")]
    [InlineData("[Post] public string Add([FromForm] Foreign.Created item) => \"\";", "\"first name\"")]
    [InlineData("[Get] public string Find([AsParameters] Foreign.Created item) => \"\";", "\"first name\"")]
    [InlineData("[Post] public string Add([FromBody] Unnamed item) => \"\";", "/x/Add")]
    public async Task Other_types_are_bound(string member, string code)
    {
        var run = Program(member, "XController");

        Assert.Empty(await Compilations.AnalyzeAsync((CSharpCompilation)run.Output));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
        Assert.True(code.StartsWith("item", StringComparison.Ordinal)
            ? run.Files.Keys.Any(file => file.Contains("Parameterized", StringComparison.Ordinal))
            : string.Concat(run.Files.Values).Contains(code, StringComparison.Ordinal), string.Concat(run.Files.Values));
    }

    [Theory]
    [InlineData("[HttpPost] public string Bad([FromForm] Foreign.Odd odd) => \"\";", "'first name' has a name that is not an identifier")]
    [InlineData("[HttpPost] public string Bad([FromForm] Holder holder) => \"\";", "'first name' has a name that is not an identifier")]
    [InlineData("[HttpPost] public string Add([FromForm] Foreign.Parameterized item) => item.Name;", null)]
    [InlineData("[HttpPost] public string Add(Foreign.Parameterized item) => item.Name;", null)]
    public async Task Controllers_of_MVC_bind_the_same_types(string action, string? error)
    {
        var run = Program(
            "", "XController",
            $$"""
            [assembly: CompileMvcControllers]

            namespace App
            {
                using Microsoft.AspNetCore.Mvc;

                [ApiController, Route("m")]
                public class MController : ControllerBase { {{action}} }
            }
            """);
        var diagnostics = await Compilations.AnalyzeAsync((CSharpCompilation)run.Output);

        Assert.Equal(error is null ? [] : ["GR0042"], diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.All(diagnostics, diagnostic => Assert.Contains(
            error!, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Empty(Compilations.Complaints(run.Output.GetDiagnostics()));
    }

    private static GeneratorRun Program(string member, string name, string mvc = "") => GeneratorRun.Of(
        Compilations.Create("TestProgram", [Library.Value], $$"""
        {{mvc}}
        [Controller("x")] public class {{name}} { {{member}} }
        public class Holder { public Foreign.Odd? Odd { get; set; } }
        public class Unnamed
        {
            [System.ComponentModel.DataAnnotations.Required] public string? A { get; set; }
            public Foreign.Plain? B { get; set; }
        }
        """));

    /// <summary>Writes the library. No compiler of the test has these names.</summary>
    private static PortableExecutableReference Build()
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName("Foreign"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Foreign");
        var required = new CustomAttributeBuilder(typeof(RequiredAttribute).GetConstructor([])!, []);

        var odd = Define(module, "Foreign.Odd");
        Property(odd, "first name", typeof(string)).SetCustomAttribute(required);
        odd.CreateType();

        // A type that no program can write, in the property of a type that it can.
        var unwritten = Define(module, "Foreign.odd type");
        Property(unwritten, "Name", typeof(string)).SetCustomAttribute(required);
        unwritten.CreateType();

        var plain = Define(module, "Foreign.Plain");
        Property(plain, "a-b", typeof(int));
        Property(plain, "Inner", unwritten);
        plain.CreateType();

        var parameterized = Define(module, "Foreign.Parameterized");
        Property(parameterized, "Name", typeof(string)).SetCustomAttribute(required);
        Property(parameterized, "ByKey", typeof(string), typeof(int)).SetCustomAttribute(required);
        parameterized.CreateType();

        var created = module.DefineType("Foreign.Created", TypeAttributes.Public);
        var constructor = created.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, [typeof(string)]);
        constructor.DefineParameter(1, ParameterAttributes.None, "first name");
        constructor.GetILGenerator().Emit(OpCodes.Ret);
        created.CreateType();

        var controller = module.DefineType("Foreign.Base", TypeAttributes.Public | TypeAttributes.Abstract);
        controller.DefineDefaultConstructor(MethodAttributes.Family);
        var action = controller.DefineMethod("get it", MethodAttributes.Public, typeof(string), []);
        action.SetCustomAttribute(new CustomAttributeBuilder(typeof(Graceful.GetAttribute).GetConstructor([typeof(string)])!, ["bad"]));
        Return(action);
        controller.CreateType();

        using var image = new MemoryStream();
        assembly.Save(image);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static TypeBuilder Define(ModuleBuilder module, string name)
    {
        var type = module.DefineType(name, TypeAttributes.Public);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        return type;
    }

    private static PropertyBuilder Property(TypeBuilder type, string name, Type of, params Type[] arguments)
    {
        const MethodAttributes Accessor = MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig;
        var property = type.DefineProperty(name, PropertyAttributes.None, of, arguments);
        var getter = type.DefineMethod("get_" + name, Accessor, of, arguments);
        var setter = type.DefineMethod("set_" + name, Accessor, null, [.. arguments, of]);
        Return(getter);
        Return(setter);
        property.SetGetMethod(getter);
        property.SetSetMethod(setter);
        return property;
    }

    private static void Return(MethodBuilder method)
    {
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldnull);
        code.Emit(OpCodes.Throw);
    }
}
