using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace JitPortal.Application.Notices;

public static class NoticesSetup
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>();
        services.AddOptions<PublicAddressOptions>();
        services.TryAddSingleton<NoticeMeter>();
        services.TryAddSingleton<TellPeople>();
        services.TryAddSingleton<WarnOfEndings>();
        services.TryAddSingleton<RaiseAlarms>();
        services.TryAddSingleton<MailClaims>();
        services.TryAddSingleton<MailMessages>();
        services.TryAddSingleton<SendMail>();
        services.TryAddSingleton<ListNotices>();
        services.TryAddSingleton<CountUnread>();
        services.TryAddSingleton<SeeNotices>();
        services.TryAddSingleton<ReadNoticeSettings>();
        services.TryAddSingleton<ChangeNoticeSettings>();
        services.TryAddSingleton<RememberZone>();
        services.TryAddSingleton<SendTestMail>();
        services.TryAddSingleton<ListFailedMail>();
        services.TryAddSingleton<SendMailAgain>();
        return services;
    }
}
