using Generator.Tests.Harness;
using Generator.Tests.Mvc.Differential;
using Generator.Tests.Mvc.Seeded;
using Generator.Tests.Mvc.Styles;

namespace Generator.Tests.Mvc.Native;

/// <summary>
/// A project with the controllers of <see cref="StyleSource"/> and random ones. As a native binary it serves them compiled; with the
/// property <c>WithMvc</c>, MVC serves them under the JIT. Both have the same <c>JsonSerializerContext</c>.
/// </summary>
internal static class NativeMvcProgram
{
    public const string Name = "MvcStyles";

    private const string Folder = "artifacts/test/mvc-styles";

    // IL2026: the app's own [MinLength] and its like (docs/validation.md). IL2104: MVC's own code for route values
    // (docs/mvc-controllers.md). MVC1004: random names.
    private const string ProjectFile = $"""
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>$(AotTargetFramework)</TargetFramework>
            <AssemblyName>{Name}</AssemblyName>
            <NoWarn>$(NoWarn);IL2026;IL2104;MVC1004</NoWarn>
            <AnalysisLevel>none</AnalysisLevel>
            <EnforceCodeStyleInBuild>false</EnforceCodeStyleInBuild>
            <MaxLineLength>1000</MaxLineLength>
          </PropertyGroup>
          <PropertyGroup Condition="'$(WithMvc)' != 'true'">
            <EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>
            <JsonSerializerIsReflectionEnabledByDefault>false</JsonSerializerIsReflectionEnabledByDefault>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <ILLinkTreatWarningsAsErrors>true</ILLinkTreatWarningsAsErrors>
            <IlcTreatWarningsAsErrors>true</IlcTreatWarningsAsErrors>
          </PropertyGroup>
          <PropertyGroup Condition="'$(WithMvc)' == 'true'">
            <DefineConstants>$(DefineConstants);MVC</DefineConstants>
            <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="../../../src/Graceful.Runtime/Graceful.Runtime.csproj" />
            <ProjectReference Include="../../../src/Graceful.Generators/Graceful.Generators.csproj" OutputItemType="Analyzer"
              ReferenceOutputAssembly="false" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>The types that the controllers of <see cref="StyleSource"/> read and write as JSON.</summary>
    private static readonly string[] JsonTypes =
    [
        "Styles.Media.ItemPage", "Styles.Media.ItemDto", "Styles.Media.ItemUpdate", "Styles.Media.PlaybackProgress",
        "IEnumerable<Styles.Media.ItemKind>", "IReadOnlyList<string>", "string[]", "int?", "int", "bool", "decimal", "string",
        "Styles.Reading.FilterDto", "List<Styles.Reading.SeriesDto>", "IEnumerable<Styles.Reading.SeriesDto>", "Styles.Reading.SeriesDto",
        "Styles.Reading.UpdateSeriesDto", "IEnumerable<int>", "List<int>", "Styles.Reading.BookmarkDto", "Dictionary<int, List<int>>",
        "DateTimeOffset?", "IAsyncEnumerable<int>",
        "Styles.Vault.CipherResponseModel", "Styles.Vault.ListResponseModel<Styles.Vault.CipherResponseModel>",
        "Styles.Vault.CipherRequestModel", "Styles.Vault.CipherBulkRequestModel", "List<Styles.Vault.CipherRequestModel>",
        "Styles.Vault.ErrorResponseModel", "Styles.Vault.LoginModel",
        "Styles.Content.SchemaDto", "Styles.Content.SchemaDto[]", "Styles.Content.CreateSchemaDto", "Styles.Content.FieldPropertiesDto",
        "Styles.Content.QueryDto", "Dictionary<string, Dictionary<string, string?>>",
        "List<Styles.Shop.ProductVm>", "Styles.Shop.ProductVm", "Styles.Shop.SmartTableParam", "Styles.Shop.SmartTableResult",
        "Styles.Shop.Pagination", "Styles.Shop.CartItemForm",
        "Styles.Blog.ArticlesEnvelope", "Styles.Blog.ArticleEnvelope", "Styles.Blog.Create.Command", "Styles.Blog.Edit.Model",
        "Styles.Blog.TagsEnvelope", "Styles.Blog.CommentsController.CommentModel",
    ];

    /// <summary>Writes the project and returns its folder, relative to the repository's root.</summary>
    public static string Write(string root, SeededProgram random)
    {
        var target = Directory.CreateDirectory(Path.Combine(root, Folder)).FullName;
        Save($"{Name}.csproj", ProjectFile);
        Save("GlobalUsings.cs", string.Join("\n", [Compilations.GlobalUsings, .. Compilations.UsingsOfThePackage]));
        Save("Controllers.cs", ComparedApps.Join([random.Source, .. StyleSource.Names.Select(StyleSource.Read)]));
        Save("Json.cs", $$"""
            using System.Text.Json;
            using System.Text.Json.Serialization;

            [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
            [JsonSerializable(typeof(Styles.Blog.Edit.ArticleData), TypeInfoPropertyName = "EditedArticle")]
            {{string.Join("\n", JsonTypes.Union(random.JsonTypes).Select(type => $"[JsonSerializable(typeof({type}))]"))}}
            internal sealed partial class StylesJson : JsonSerializerContext;
            """);
        Save("Program.cs", $$"""
            var builder = WebApplication.CreateSlimBuilder(args);
            {{StyleSource.Services}}
            {{SeededSupport.Services}}
            builder.Services.Configure<Microsoft.AspNetCore.Mvc.JsonOptions>(options =>
                options.JsonSerializerOptions.TypeInfoResolverChain.Insert(0, StylesJson.Default));
            #if MVC
            builder.Services.AddControllers();
            #endif
            var app = builder.Build();
            {{ComparedApps.Surroundings}}
            #if MVC
            app.MapControllers();
            #else
            app.UseActions();
            #endif
            app.Run();
            """);
        return Folder;

        void Save(string name, string text) => File.WriteAllText(Path.Combine(target, name), text);
    }
}
