namespace JitPortal.Web.SignIn;

internal static class FormReading
{
    /// <summary>The fields that were sent; none where no form was, so that the check of the first field says what is missing.</summary>
    public static async Task<IFormCollection> ReadFormOrNoneAsync(this HttpRequest request, CancellationToken ct) =>
        request.HasFormContentType ? await request.ReadFormAsync(ct) : FormCollection.Empty;
}
