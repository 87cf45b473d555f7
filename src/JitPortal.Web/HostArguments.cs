namespace JitPortal.Web;

/// <summary>Switches of our own. The framework would read <c>--no-demo --urls X</c> as <c>no-demo="--urls"</c>, so they are taken out first.</summary>
public sealed record HostArguments(bool Demo, string[] ForHost)
{
    private const string NoDemo = "--no-demo";

    public static HostArguments Parse(string[] args) =>
        new(!args.Contains(NoDemo, StringComparer.Ordinal), [.. args.Where(argument => argument != NoDemo)]);
}
