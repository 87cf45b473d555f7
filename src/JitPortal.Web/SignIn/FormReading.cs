namespace JitPortal.Web.SignIn;

internal static class FormReading
{
    /// <summary>The fields that were sent; none where no form was, or one that cannot be read, so that the check of the first field says what is missing.</summary>
    public static async Task<IFormCollection> ReadFormOrNoneAsync(this HttpRequest request, CancellationToken ct)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(ct) : FormCollection.Empty;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return FormCollection.Empty;   // more fields or longer names than a form may have, or it ends in the middle of one
        }
    }
}
