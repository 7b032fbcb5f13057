using System.Xml;
using System.Xml.Linq;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Keys;

/// <summary>The keys of cookies and forms, sealed in the store, so that every host accepts what another one gave out.</summary>
internal sealed class ProtectionKeys(Vault vault, IDbContextFactory<PlatformContext> contexts, IClock clock) : IXmlRepository
{
    // The interface waits; on another thread, so that no caller's context waits for itself.

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(ReadAsync).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        Task.Run(() => StoreAsync(element)).GetAwaiter().GetResult();
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        await using var context = await contexts.CreateDbContextAsync();
        var rows = await context.Set<ProtectionKey>().AsNoTracking().OrderBy(key => key.Id).ToListAsync();
        var elements = new List<XElement>(rows.Count);
        foreach (var row in rows)
        {
            var text = await vault.UnsealTextAsync(PlaceOf(row.Id), row.Sealed, CancellationToken.None);
            if (text.Succeeded && Parse(text.Value) is { } element)
                elements.Add(element);
            else if (text.Succeeded || IsLost(text.Problems[0]))
                continue; // Cookies of that key are not accepted any more, and a new one is made: nobody is let in by it.
            else
                throw new StoreException(text.Problems[0]);
        }

        return elements;
    }

    private async Task StoreAsync(XElement element)
    {
        var now = clock.GetCurrentInstant();
        var id = UuidV7.At(now);
        var bytes = await vault.SealTextAsync(PlaceOf(id), element.ToString(SaveOptions.DisableFormatting), CancellationToken.None);
        if (!bytes.Succeeded)
            throw new StoreException(bytes.Problems[0]);
        await using var context = await contexts.CreateDbContextAsync();
        context.Add(new ProtectionKey { Id = id, Sealed = bytes.Value, At = now });
        await context.SaveChangesAsync();
    }

    private static bool IsLost(Problem problem) =>
        problem.Code is PlatformProblems.KeyDestroyed or PlatformProblems.SealBroken or PlatformProblems.KeyUnknown;

    private static XElement? Parse(string text)
    {
        try
        {
            return XElement.Parse(text);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static SealedPlace PlaceOf(Guid id) => new() { Compartment = Compartment.Node, Purpose = "protection-key.xml", Row = id.ToString("D") };
}
