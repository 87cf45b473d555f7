using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;

namespace JitPortal.Web.Audit;

/// <summary>Downloads the list as it is filtered, all of it. A plain form: the answer streams and needs no circuit.</summary>
public sealed partial class ExportButtons
{
    /// <summary>"events", "who" or "exceptions".</summary>
    [Parameter, EditorRequired]
    public required string List { get; set; }

    /// <summary>What the page's address narrows it down by.</summary>
    [Parameter]
    public IReadOnlyList<(string Key, string? Value)> Filter { get; set; } = [];

    /// <summary>A moment of the page, so that the file is about the same one whatever clock the page is read on.</summary>
    internal static string Instant(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private string Address
    {
        get
        {
            var query = new QueryBuilder { { "what", List } };
            foreach (var (key, value) in Filter)
            {
                if (!string.IsNullOrEmpty(value))
                    query.Add(key, value);
            }
            return ExportEndpoint.Path + query;
        }
    }
}
