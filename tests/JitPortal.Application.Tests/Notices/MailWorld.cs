using JitPortal.Application.Notices;
using JitPortal.TestKit.Portal;
using JitPortal.TestKit.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace JitPortal.Application.Tests.Notices;

/// <summary>A <see cref="World"/> with a mail server of its own and a clock that stands still until it is told.</summary>
internal sealed class MailWorld : IAsyncDisposable
{
    public const string Address = "https://jit.nordlys.test";
    private static readonly CancellationToken None = CancellationToken.None;

    private MailWorld(World world, SmtpSink sink, FakeTimeProvider time) => (World, Sink, Time) = (world, sink, time);

    public World World { get; }

    public SmtpSink Sink { get; }

    public FakeTimeProvider Time { get; }

    public Scene Scene => World.Scene;

    public static async Task<MailWorld> CreateAsync(DatabaseKind kind, Action<MailOptions>? settings = null, string? password = null)
    {
        var (sink, time) = (new SmtpSink { Password = password }, World.StoppedClock());
        void Configure(MailOptions mail)
        {
            (mail.Host, mail.Port, mail.Security, mail.From) = ("127.0.0.1", sink.Port, MailSecurity.None, "JitPortal <portal@nordlys.test>");
            settings?.Invoke(mail);
        }
        var world = await World.CreateAsync(kind, time, services => services
            .Configure<MailOptions>(Configure)
            .Configure<PublicAddressOptions>(portal => portal.PublicUrl = Address));
        return new MailWorld(world, sink, time);
    }

    /// <summary>Tells people and sends whatever is due, round after round, until nothing is.</summary>
    public async Task SendAsync()
    {
        await World.TellAsync();
        while (await World.Get<SendMail>().RunAsync(None) > 0)
        {
            // Until nothing is due at this moment.
        }
    }

    /// <summary>Moves the clock on beyond every backoff, 5 minutes at most, and sends again.</summary>
    public async Task SendLaterAsync()
    {
        Time.Advance(TimeSpan.FromMinutes(6));
        await SendAsync();
    }

    public IReadOnlyList<MimeMessage> Messages => [.. Sink.Received.Select(mail => MimeMessage.Load(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(mail.Source))))];

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Sink.DisposeAsync();
    }
}
