using JitPortal.Application.Notices;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace JitPortal.Web.Notices;

/// <summary>The settings of e-mail, and the loops that tell people and send it.</summary>
public static class NoticesSetup
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddOptions<PublicAddressOptions>().BindConfiguration(PublicAddressOptions.Section).ValidateOnStart();
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<MailOptions>, MailPasswordFile>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PublicAddressOptions>, PublicAddressValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MailOptions>, MailOptionsValidator>());
        services.AddHostedService<NoticeLoop>();
        services.AddHostedService<MailLoop>();
        return services;
    }
}
