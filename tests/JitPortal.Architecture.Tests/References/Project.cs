using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace JitPortal.Architecture.Tests.References;

/// <summary>A project of ours and what it refers to, as its project file or its compiled assembly says.</summary>
internal sealed record Project(string Name, string Place, IReadOnlyList<Reference> References)
{
    public static Project FromFile(SourceFile file)
    {
        var references = XDocument.Parse(file.Text).Descendants()
            .Where(e => e.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference" && e.Attribute("Include") is not null)
            .Select(e => new Reference(NameOf(e.Attribute("Include")!.Value), !IsLeftOutOfRelease(e)));
        return new Project(NameOf(file.Path), file.Path, [.. references]);
    }

    /// <summary>The assembly's own table: what the code uses, however it got hold of it. Conditions are the project file's matter.</summary>
    public static Project FromAssembly(string place, Stream assembly)
    {
        using var file = new PEReader(assembly);
        var reader = file.GetMetadataReader();
        var references = reader.AssemblyReferences
            .Select(handle => ProjectOf(reader.GetString(reader.GetAssemblyReference(handle).Name)))
            .Select(name => new Reference(name, InRelease: false));
        return new Project(ProjectOf(reader.GetString(reader.GetAssemblyDefinition().Name)), place, [.. references]);
    }

    public static string AssemblyOf(string project) => project == "JitPortal.Web" ? "jitportal" : project;

    private static string ProjectOf(string assembly) => assembly == "jitportal" ? "JitPortal.Web" : assembly;

    private static bool IsLeftOutOfRelease(XElement item) => item.AncestorsAndSelf()
        .Any(e => e.Attribute("Condition")?.Value.Replace(" ", "", StringComparison.Ordinal) == "'$(Configuration)'!='Release'");

    private static string NameOf(string include)
    {
        var name = include.Split('/', '\\')[^1];
        return name.EndsWith(".csproj", StringComparison.Ordinal) ? name[..^".csproj".Length] : name;
    }
}

/// <summary>One name in a project's references, and whether a Release build is known to have it.</summary>
internal sealed record Reference(string Name, bool InRelease)
{
    public bool IsOurs => Name.StartsWith("JitPortal.", StringComparison.Ordinal);

    public bool IsPartOf(string family) => Name == family || Name.StartsWith(family + ".", StringComparison.Ordinal);
}
