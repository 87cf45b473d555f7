namespace JitPortal.Architecture.Tests.References;

internal static class ReferenceControls
{
    public static IReadOnlyList<Control> All { get; } =
    [
        Refers("JitPortal.Domain", "<ProjectReference Include='../JitPortal.Storage/JitPortal.Storage.csproj' />", "<PackageReference Include='NodaTime' />"),
        Refers("JitPortal.Domain", "<PackageReference Include='Microsoft.Extensions.Logging.Abstractions' />", "<PackageReference Include='NodaTime' />"),
        Refers("JitPortal.Connectors", "<ProjectReference Include='..\\JitPortal.Storage\\JitPortal.Storage.csproj' />", "<ProjectReference Include='..\\JitPortal.Domain\\JitPortal.Domain.csproj' />"),
        Refers("JitPortal.Application", "<ProjectReference Include='../JitPortal.Connectors/JitPortal.Connectors.csproj' />", "<PackageReference Include='Hangfire.Core' />"),
        Refers("JitPortal.Application", "<FrameworkReference Include='Microsoft.AspNetCore.App' />", "<ProjectReference Include='../JitPortal.Storage/JitPortal.Storage.csproj' />"),
        Refers("JitPortal.DevIssuer", "<ProjectReference Include='../JitPortal.Domain/JitPortal.Domain.csproj' />", "<PackageReference Include='OpenIddict.AspNetCore' />"),
        Refers(
            "JitPortal.Web",
            "<ProjectReference Include='../JitPortal.DevIssuer/JitPortal.DevIssuer.csproj' />",
            "<ProjectReference Include='../JitPortal.DevIssuer/JitPortal.DevIssuer.csproj' Condition=\"'$(Configuration)' != 'Release'\" />"),
        new("reference", Tree.Planted(("src/JitPortal.Extras/JitPortal.Extras.csproj", "<Project />")), Tree.Planted(("src/JitPortal.Domain/JitPortal.Domain.csproj", "<Project />"))),
    ];

    private static Control Refers(string project, string breach, string sound) => Control.In(
        $"src/{project}/{project}.csproj",
        "reference",
        $"<Project><ItemGroup>{breach}</ItemGroup></Project>",
        $"<Project><ItemGroup>{sound}</ItemGroup></Project>");
}
