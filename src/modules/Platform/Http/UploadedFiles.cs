using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Amparo.Platform.Http;

/// <summary>The files of a form, one after the other, as they arrive.</summary>
public sealed class UploadedFiles
{
    private const int LongestBoundary = 100;
    private const int LongestField = 4096;
    private const int MostFields = 64;

    private readonly MultipartReader _reader;
    private MultipartSection? _next;

    private UploadedFiles(MultipartReader reader) => _reader = reader;

    /// <summary>The next file.</summary>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Its name as the browser says it, and its bytes, to be read before the next; null after the last.</returns>
    /// <exception cref="InvalidDataException">The form is not one.</exception>
    public async Task<(string Name, Stream Bytes)?> NextAsync(CancellationToken cancel)
    {
        while (_next is not null)
        {
            var section = _next;
            var file = section.AsFileSection();
            if (file?.FileStream is { } bytes && file.FileName.Length > 0)
            {
                _next = null;
                return (file.FileName, bytes);
            }

            _next = await _reader.ReadNextSectionAsync(cancel);
        }

        _next = await _reader.ReadNextSectionAsync(cancel);
        return _next is null ? null : await NextAsync(cancel);
    }

    /// <summary>Opens the form of a request.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Null where the request is no form with files.</returns>
    internal static UploadedFiles? Open(HttpContext http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        return boundary.Length is > 0 and <= LongestBoundary
            ? new(new MultipartReader(boundary.Value!, http.Request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 })
            : null;
    }

    /// <summary>Reads the fields that stand before the first file.</summary>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Null where there are too many, or one is too long.</returns>
    internal async Task<FormCollection?> ReadFieldsAsync(CancellationToken cancel)
    {
        var fields = new KeyValueAccumulator();
        var read = 0;
        while ((_next = await _reader.ReadNextSectionAsync(cancel)) is not null)
        {
            if (_next.AsFileSection() is { FileStream: not null } file && file.Section.ContentDisposition?.Contains("filename", StringComparison.OrdinalIgnoreCase) == true)
                break;
            if (_next.AsFormDataSection() is not { } section || ++read > MostFields)
                return null;
            var buffer = new char[LongestField + 1];
            using var reader = new StreamReader(section.Section.Body);
            var length = await reader.ReadBlockAsync(buffer, cancel);
            if (length > LongestField)
                return null;
            fields.Append(section.Name, new string(buffer, 0, length));
        }

        return new FormCollection(new Dictionary<string, StringValues>(fields.GetResults(), StringComparer.OrdinalIgnoreCase));
    }
}
