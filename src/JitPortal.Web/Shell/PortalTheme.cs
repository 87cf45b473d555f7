using MudBlazor;

namespace JitPortal.Web.Shell;

/// <summary>The component library's theme. Colours come from css/tokens.css, which knows both themes at once.</summary>
internal static class PortalTheme
{
    private static readonly string[] Fonts = ["Inter", "system-ui", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "9px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "14px", LineHeight = "20px", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = "14px", FontWeight = "550", TextTransform = "none", LetterSpacing = "0" },
        },
    };
}
