using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace JitPortal.TestKit.Circuits;

/// <summary>What a page tells the browser's script about its circuit: comments such as <c>&lt;!--Blazor:{"type":"server",…}--&gt;</c>.</summary>
internal sealed partial class CircuitPage
{
    private CircuitPage(string operations, string state) => (Operations, State) = (operations, state);

    /// <summary>The message that puts the page's components into the circuit.</summary>
    public string Operations { get; }

    /// <summary>What was kept while the page was drawn, sealed by the server.</summary>
    public string State { get; }

    public static CircuitPage Read(string html)
    {
        var markers = Marker().Matches(html).Select(match => JsonNode.Parse(match.Groups["json"].Value)!.AsObject()).Where(marker => marker.ContainsKey("descriptor")).ToList();
        if (markers.Count == 0)
            throw new InvalidOperationException("The page has no interactive component.");
        var operations = markers.Select((marker, i) => new JsonObject { ["type"] = "add", ["ssrComponentId"] = i + 1, ["marker"] = marker.DeepClone() });
        var batch = new JsonObject { ["batchId"] = 1, ["operations"] = new JsonArray([.. operations]) };
        return new CircuitPage(batch.ToJsonString(JsonSerializerOptions.Web), ServerState().Match(html).Groups["state"].Value);
    }

    [GeneratedRegex("<!--Blazor:(?<json>{.*?})-->", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex ServerState();
}
