using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Audit;

/// <summary>The tables of audit and outbox, as the model knows them.</summary>
public static class AuditTables
{
    /// <summary>Describes the entities.</summary>
    /// <param name="model">The model to describe.</param>
    public static void Describe(ModelBuilder model)
    {
    }
}
