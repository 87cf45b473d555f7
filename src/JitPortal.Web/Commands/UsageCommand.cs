namespace JitPortal.Web.Commands;

/// <summary>Says what there is when a command is not known.</summary>
internal sealed class UsageCommand(string[] args) : Command
{
    public const string Help = "help";

    private const string OfDevelopment =
#if DEV_ISSUER
        "\njitportal demo leave      put the demo aside and begin empty";
#else
        "";
#endif

    public static bool IsAsked(string argument) => argument is "--help" or "-h";

    public override async Task<int> RunAsync()
    {
        var asked = args is [Help];
        var output = asked ? Console.Out : Console.Error;
        if (!asked)
            await output.WriteLineAsync($"jitportal: there is no command \"{string.Join(' ', args)}\".");
        await output.WriteLineAsync(
            $"""
            jitportal                 run the portal
            jitportal audit verify    check the audit log from the first event to the last; --kept=… says where it ended an earlier time
            jitportal stop SCOPE      end all access in scope now: everything, person NAME, target NAME, resource NAME; --reason="…" says why;
                                      a person also by e-mail address, id or issuer:subject
            jitportal readmit         let the sign-in of an erased person come again, as somebody new: --issuer=… --subject=…{OfDevelopment}
            jitportal help            show this
            """);
        return asked ? Fine : Usage;
    }
}
