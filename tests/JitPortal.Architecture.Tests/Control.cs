namespace JitPortal.Architecture.Tests;

/// <summary>Proof that a rule can fail, and that it fails for what it is meant for only.</summary>
/// <param name="Breach">Has to be reported.</param>
/// <param name="Sound">Looks alike and must not be reported.</param>
internal sealed record Control(string Rule, Tree Breach, Tree Sound)
{
    /// <summary>The same file, once with the breach and once without it.</summary>
    public static Control In(string path, string rule, string breach, string sound) =>
        new(rule, Tree.Planted((path, breach)), Tree.Planted((path, sound)));
}
