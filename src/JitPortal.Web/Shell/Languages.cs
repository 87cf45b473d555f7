using System.Globalization;
using JitPortal.Domain.Texts;
using Microsoft.AspNetCore.Localization;

namespace JitPortal.Web.Shell;

/// <summary>The languages that pages are offered in. A page takes the one that its browser asks for, and the first where it asks for none of them.</summary>
internal static class Languages
{
    private const string Key = "Languages";

    /// <summary>
    /// Whatever no browser asked for is English with plain figures, whatever language the machine is set to: logs, jobs, notices, the API, the
    /// commands. What is stored is compared and searched, and is read by more than one person.
    /// </summary>
    public static void SpeakEnglish()
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }

    /// <exception cref="CannotStartException">One of them is not a language, or has no texts.</exception>
    public static void Set(RequestLocalizationOptions options, IConfiguration configuration)
    {
        var offered = configuration.GetSection(Key).Get<string[]>() is { Length: > 0 } named ? named : ["en"];
        CultureInfo[] languages = [.. offered.Select(Language)];
        options.SupportedCultures = options.SupportedUICultures = languages;
        options.DefaultRequestCulture = new RequestCulture(languages[0]);
        options.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()];
    }

    private static CultureInfo Language(string name)
    {
        try
        {
            var language = CultureInfo.GetCultureInfo(name);
            if (Text.IsWrittenIn(language))
                return language;
        }
        catch (CultureNotFoundException)
        {
            // Said below, as for one without texts.
        }
        throw new CannotStartException($"{Key}: there are no texts in “{name}”. Write for example en.");
    }
}
