using JitPortal.Domain;
using JitPortal.Domain.Targets;

namespace JitPortal.Connectors.Tests.Example;

/// <summary>Reads what administrators wrote about a folder and about a role in it.</summary>
internal static class AllowFolderPlace
{
    private const int Longest = 60;

    // {"folder":"/srv/gate/allow"}
    public static Outcome<string> Folder(string settings) => JsonFields.Read(settings, fields =>
    {
        var folder = fields.RequiredText("folder");
        if (folder.Length > 0 && !Path.IsPathFullyQualified(folder))
            fields.Wrong("folder", "Give the whole path, from the root.");
        return folder;
    });

    // {"role":"operator"}
    public static Outcome<string> Role(string right) => JsonFields.Read(right, fields =>
    {
        var role = fields.RequiredText("role");
        if (role.Length > Longest || !role.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            fields.Wrong("role", $"Give the name of a role's folder: at most {Longest} letters, digits, - and _.");
        return role;
    });

    public static IReadOnlyList<FieldError> Account(string name) =>
        name.Length is 0 or > Longest || name.Any(char.IsControl) ? [new FieldError("name", $"Give the login: 1 to {Longest} characters on one line.")] : [];
}
