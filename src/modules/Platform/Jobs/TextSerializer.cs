using System.Collections;
using System.Collections.Specialized;
using System.Text.Json;
using Quartz.Spi;

namespace Amparo.Platform.Jobs;

/// <summary>What Quartz keeps beside a trigger, as JSON of texts. Nothing else is kept or read: no type comes out of the database.</summary>
internal sealed class TextSerializer : IObjectSerializer
{
    /// <inheritdoc/>
    public void Initialize()
    {
    }

    /// <inheritdoc/>
    public byte[] Serialize<T>(T obj)
        where T : class
    {
        var texts = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        switch (obj)
        {
            case NameValueCollection collection:
                foreach (var name in collection.AllKeys)
                    texts[name!] = collection[name];
                break;
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary)
                    texts[(string)entry.Key] = (string?)entry.Value;
                break;
            default:
                throw new NotSupportedException("Only texts are kept.");
        }

        return JsonSerializer.SerializeToUtf8Bytes(texts);
    }

    /// <inheritdoc/>
    public T? DeSerialize<T>(byte[] data)
        where T : class
    {
        var collection = new NameValueCollection(StringComparer.Ordinal);
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string?>>(data)!)
            collection[name] = value;
        if (collection is T same)
            return same;
        IDictionary dictionary = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in collection.AllKeys)
            dictionary[name!] = collection[name];
        return dictionary as T ?? throw new NotSupportedException("Only texts are kept.");
    }
}
