using System.Text.RegularExpressions;

namespace JitPortal.Web;

/// <summary>Settings that cannot be read as what they are, in a sentence that begins with the key.</summary>
internal static partial class SettingFormat
{
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";

    /// <returns><see langword="null"/> for a failure that no setting is the cause of.</returns>
    public static string? Sentence(Exception failure) => failure switch
    {
        InvalidOperationException { Source: Binder } wrong => Converted().Match(wrong.Message) is { Success: true, Groups: var said }
            ? $"{said["key"].Value}: “{said["value"].Value}” has the wrong form{Sample(said["type"].Value)}."
            : wrong.Message,
        UriFormatException => $"An address in the settings, such as ASPNETCORE_URLS, has the wrong form: {failure.Message}",
        FormatException or ArgumentException or InvalidOperationException when failure.StackTrace?.Contains(Kestrel, StringComparison.Ordinal) == true =>
            $"ASPNETCORE_URLS, --urls or Kestrel:Endpoints: {failure.Message.ReplaceLineEndings(" ")}",
        UnauthorizedAccessException => failure.Message,
        _ => null,
    };

    private static string Sample(string type) => type switch
    {
        "System.Int32" => "; write a whole number",
        "System.Boolean" => "; write true or false",
        "System.TimeSpan" or "System.Nullable`1[System.TimeSpan]" => "; write a time such as 00:30:00",
        _ => "",
    };

    /// <summary>Failed to convert configuration value 'abc' at 'Mail:Port' to type 'System.Int32'.</summary>
    [GeneratedRegex("value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Converted();
}
