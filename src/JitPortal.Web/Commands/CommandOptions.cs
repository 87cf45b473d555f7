namespace JitPortal.Web.Commands;

/// <summary>What may follow a command. The framework passes over words and names that nobody reads: a mistyped mark would then be no mark.</summary>
internal static class CommandOptions
{
    private const string Lead = "--";

    /// <summary>Settings that any command goes by.</summary>
    private static readonly string[] Settings =
    [
        DataFolder.Key, DatabaseChoice.ProviderKey, DatabaseChoice.PostgresKey, FactLimitSettings.SignIn, HostDefaults.EnvironmentKey, HostDefaults.ContentRootKey,
    ];

    /// <param name="own">The names of options that this command has besides.</param>
    /// <exception cref="CannotStartException">One is not known, or has no value.</exception>
    public static void MustBeKnown(string[] options, string[] own)
    {
        string[] known = [.. own, .. Settings];
        for (var at = 0; at < options.Length; at++)
        {
            if (!options[at].StartsWith(Lead, StringComparison.Ordinal))
                throw new CannotStartException($"“{options[at]}” means nothing here; a value with spaces needs quotation marks.");
            var name = options[at][Lead.Length..].Split('=')[0];
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new CannotStartException($"There is no option --{name}; there are {string.Join(", ", known.Select(option => Lead + option))}.");
            if (!options[at].Contains('=') && (++at == options.Length || options[at].StartsWith(Lead, StringComparison.Ordinal)))
                throw new CannotStartException($"--{name} has no value: --{name}=….");
        }
    }
}
