namespace JitPortal.Web;

/// <summary>Switches of our own. The framework would read <c>--no-demo --urls X</c> as <c>no-demo="--urls"</c>, so they are taken out first.</summary>
public sealed record HostArguments(bool Demo, string[] ForHost)
{
    private const string NoDemo = "--no-demo";

    /// <exception cref="CannotStartException">The switch has a value that says neither yes nor no.</exception>
    public static HostArguments Parse(string[] args) => new(!args.Any(SaysNoDemo), [.. args.Where(argument => !IsNoDemo(argument))]);

    /// <summary>As any option of the framework: in whatever case, and with a value or without.</summary>
    private static bool IsNoDemo(string argument) => argument.Split('=')[0].Equals(NoDemo, StringComparison.OrdinalIgnoreCase);

    private static bool SaysNoDemo(string argument) => IsNoDemo(argument) && argument.Split('=', 2) switch
    {
        [_] => true,
        [_, var value] when bool.TryParse(value, out var said) => said,
        _ => throw new CannotStartException($"{argument}: say {NoDemo}, {NoDemo}=true or {NoDemo}=false."),
    };
}
