using System.Diagnostics.CodeAnalysis;

namespace JitPortal.Web.Commands;

/// <summary>
/// Work for the owner of the installation, done without the web server. Exit codes: 0 fine, 1 found a problem, 2 called wrongly.
/// </summary>
public abstract class Command
{
    public const int Fine = 0;
    public const int FoundProblem = 1;
    public const int Usage = 2;

    public abstract Task<int> RunAsync();

    /// <summary>Does the work; what keeps it from that is a sentence for whoever called it.</summary>
    /// <param name="undone">What then has not been done, as the sentence before it.</param>
    protected static async Task<int> OrSayAsync(string undone, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (CannotStartException.Sentence(failure) is { } sentence)
        {
            await Console.Error.WriteLineAsync($"{undone} {sentence}");
            return Usage;
        }
    }

    /// <summary>The first word decides: options such as <c>--urls</c> start the portal, a word is a command.</summary>
    public static bool TryParse(string[] args, [NotNullWhen(true)] out Command? command)
    {
        command = args switch
        {
            [] => null,
            _ when args.Any(UsageCommand.IsAsked) => new UsageCommand([UsageCommand.Help]),
            ["audit", "verify", .. var rest] => new VerifyAuditCommand(rest),
            ["stop", .. var rest] => new StopCommand([.. rest.TakeWhile(IsWord)], [.. rest.SkipWhile(IsWord)]),
            ["readmit", .. var rest] => new ReadmitCommand(rest),
#if DEV_ISSUER
            ["demo", "leave", .. var rest] => new Demo.LeaveDemoCommand(rest),
#endif
            [var word, ..] when word.StartsWith('-') => null,
            _ => new UsageCommand(args),
        };
        return command is not null;
    }

    private static bool IsWord(string argument) => !argument.StartsWith('-');
}
