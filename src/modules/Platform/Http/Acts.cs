using Amparo.Stores;

namespace Amparo.Platform.Http;

/// <summary>What somebody did, for the trail: codes and ids, no content.</summary>
/// <param name="Code">The act, such as <c>account.invited</c>.</param>
/// <param name="SubjectKind">What it was done to, such as <c>account</c>.</param>
/// <param name="Subject">Which; empty where it is none in particular.</param>
public sealed record Act(string Code, string SubjectKind, Guid Subject);

/// <summary>Saving with a line in the trail.</summary>
public static class Acts
{
    /// <summary>Saves what a context holds together with the line that says who did it, or neither.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="context">What is to be saved.</param>
    /// <param name="act">What was done.</param>
    public static async Task SaveAsync(this DeskRequest request, StoreContext context, Act act)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(act);
        await context.SaveChangesAsync(request.Cancel);
    }
}
