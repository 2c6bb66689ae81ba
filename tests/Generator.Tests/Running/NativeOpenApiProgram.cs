using Generator.Tests.Harness;

namespace Generator.Tests.Running;

/// <summary>The project with the handlers of <see cref="OpenApiTable"/>, for a native publish.</summary>
internal static class NativeOpenApiProgram
{
    public const string Name = "OpenApiTable";

    private const string File = $"""
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>$(AotTargetFramework)</TargetFramework>
            <AssemblyName>{Name}</AssemblyName>
            <EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>
            <JsonSerializerIsReflectionEnabledByDefault>false</JsonSerializerIsReflectionEnabledByDefault>
            <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
            <MaxLineLength>1000</MaxLineLength>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.AspNetCore.OpenApi" />
            <ProjectReference Include="../../../src/Graceful.Runtime/Graceful.Runtime.csproj" />
            <ProjectReference Include="../../../src/Graceful.Generators/Graceful.Generators.csproj" OutputItemType="Analyzer"
              ReferenceOutputAssembly="false" />
          </ItemGroup>
        </Project>
        """;

    private static readonly string[] Skipped = ["Default", "Members", "FormObject"];

    /// <summary>The handlers whose lambdas the request delegate generator of .NET 10 does not compile or run.</summary>
    /// <remarks>
    /// It casts a lambda with a default value to the delegate of one without (InvalidCastException at the start), it writes
    /// <c>typeof(string?)</c> for a member of an <c>[AsParameters]</c> object (CS8639), and it skips forms of objects (RDG003).
    /// </remarks>
    public static readonly IReadOnlyList<OpenApiHandler> WithoutLambda =
        [.. OpenApiTable.All.Where(handler => Skipped.Any(name => handler.Name.StartsWith(name, StringComparison.Ordinal)))];

    /// <summary>The types of parameters and results beside those of <see cref="OpenApiTable.Texts"/>.</summary>
    private static readonly string[] Types =
    [
        "Book", "Point", "Point?", "Draft", "Filter", "Color", "object", "byte[]", "Registered", "Tenant", "List<Book>", "Book[]",
        "IEnumerable<Book>", "IAsyncEnumerable<Book>", "Dictionary<string, int>", "Dictionary<string, Book>", "IFormFile",
        "IFormFileCollection", "System.IO.Stream", "System.IO.Pipelines.PipeReader", "Microsoft.AspNetCore.Mvc.ProblemDetails",
        "HttpValidationProblemDetails", "byte?",
    ];

    /// <summary>Writes the project and returns its folder, relative to the repository's root.</summary>
    public static string Write(string root)
    {
        const string folder = "artifacts/test/openapi-table";
        var target = Directory.CreateDirectory(Path.Combine(root, folder)).FullName;
        System.IO.File.WriteAllText(Path.Combine(target, $"{Name}.csproj"), File);
        System.IO.File.WriteAllText(Path.Combine(target, "GlobalUsings.cs"), Compilations.GlobalUsings);
        System.IO.File.WriteAllText(Path.Combine(target, "Controller.cs"), OpenApiTableTests.Source);
        System.IO.File.WriteAllText(Path.Combine(target, "Json.cs"), $$"""
            using System.Text.Json;
            using System.Text.Json.Serialization;

            [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
            {{string.Join("\n", JsonTypes().Select(type => $"[JsonSerializable(typeof({type}))]"))}}
            internal sealed partial class TableJson : JsonSerializerContext;
            """);
        System.IO.File.WriteAllText(Path.Combine(target, "Program.cs"), $$"""
            var builder = WebApplication.CreateSlimBuilder(args);
            {{OpenApiTableTests.Services}}
            builder.Services.ConfigureHttpJsonOptions(options =>
                options.SerializerOptions.TypeInfoResolverChain.Insert(0, TableJson.Default));
            var app = builder.Build();
            {{OpenApiTableTests.PipelineWith(OpenApiTable.All.Except(WithoutLambda))}}
            app.Run();
            """);
        return folder;
    }

    /// <summary>The names, without the <c>?</c> of references.</summary>
    private static IEnumerable<string> JsonTypes() =>
        OpenApiTable.Texts
            .SelectMany<string, string>(type => type.EndsWith('?') ? [type] : [type, type + "[]"])
            .Select(type => type == "string?" ? "string" : type)
            .Concat(Types)
            .Distinct(StringComparer.Ordinal);
}
