using JitPortal.Application.Notices;
using JitPortal.Domain.Notices;
using JitPortal.Domain.People;
using JitPortal.Web.Shell;
using JitPortal.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace JitPortal.Web.Notices;

/// <summary>What comes by e-mail, and does it arrive?</summary>
public sealed partial class NoticeSettingsPage
{
    private NoticeSettings? settings;
    private Actor? me;
    private bool testing;
    private (Tone Tone, string Words)? tested;
    private string? problem;

    [Inject] public required CurrentActor Me { get; init; }

    [Inject] public required ReadNoticeSettings ReadNoticeSettings { get; init; }

    [Inject] public required ChangeNoticeSettings ChangeNoticeSettings { get; init; }

    [Inject] public required SendTestMail SendTestMail { get; init; }

    private bool IsAdministrator => me?.Is(PortalRole.Administrator) == true;

    /// <summary>What nobody would send to the reader is not offered.</summary>
    private IEnumerable<NoticeTopic> Topics => NoticeTopics.All.Where(topic =>
        (IsAdministrator || !TopicWords.IsForAdministrators(topic)) && (me?.Is(PortalRole.Approver) == true || !TopicWords.IsForApprovers(topic)));

    private bool IsOn(NoticeTopic topic) => NoticeTopics.IsMailed(topic, settings!.MailOff);

    private static bool IsFixed(NoticeTopic topic) => (topic & NoticeTopics.Always) != NoticeTopic.None;

    private async Task ReadAsync()
    {
        me = await Me.ReadAsync(CancellationToken.None);
        settings = await ReadNoticeSettings.RunAsync(me, CancellationToken.None);
    }

    private async Task SwitchAsync(NoticeTopic topic)
    {
        var changed = await ChangeNoticeSettings.RunAsync(await Me.ReadAsync(CancellationToken.None), settings!.MailOff ^ topic, CancellationToken.None);
        problem = changed.Refusal?.Shown;
        await ReadAsync();
    }

    private async Task TestAsync()
    {
        (testing, tested) = (true, null);
        var sent = await SendTestMail.RunAsync(await Me.ReadAsync(CancellationToken.None), CancellationToken.None);
        tested = sent.Match(words => (Tone.Good, words), refusal => (Tone.Bad, refusal.Shown));
        testing = false;
    }
}
