using JitPortal.Application.People;
using JitPortal.Storage.Time;

namespace JitPortal.Web.Commands;

/// <summary>Lets the sign-in of somebody who was erased come again, as somebody new.</summary>
/// <param name="options"><c>--issuer=…</c> and <c>--subject=…</c>, and settings such as <c>--Data:Folder=/var/lib/jitportal</c>.</param>
internal sealed class ReadmitCommand(string[] options) : Command
{
    private const string IssuerKey = "issuer";
    private const string SubjectKey = "subject";

    public override Task<int> RunAsync() => OrSayAsync("Nobody was readmitted.", ReadmitAsync);

    private async Task<int> ReadmitAsync()
    {
        using var host = await OfflinePortal.OpenAsync(options, IssuerKey, SubjectKey);
        var services = host.Services;
        await services.GetRequiredService<DatabaseClock>().StartAsync(CancellationToken.None);
        var stated = services.GetRequiredService<IConfiguration>();
        if (stated[IssuerKey] is not { Length: > 0 } issuer || stated[SubjectKey] is not { Length: > 0 } subject)
            return await RefuseAsync($"Say whose sign-in, as the issuer's tokens state it: --{IssuerKey}=\"https://login.example.com\" --{SubjectKey}=\"248289761001\".");
        var readmitted = await services.GetRequiredService<ReadmitPerson>().RunAsync(issuer, subject, CancellationToken.None);
        if (!readmitted.Succeeded)
            return await RefuseAsync(readmitted.Refusal.Message);
        await Console.Out.WriteLineAsync("Readmitted. The next sign-in is somebody new, with nothing of what was erased.");
        return Fine;
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return Usage;
    }
}
