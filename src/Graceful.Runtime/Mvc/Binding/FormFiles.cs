using Microsoft.AspNetCore.Http;

namespace Graceful.Mvc;

/// <summary>Finds the files of a form. As in MVC, a field in which no file was chosen has none.</summary>
internal static class FormFiles
{
    /// <summary>Returns the files of a field; none when the form has no such field.</summary>
    public static List<IFormFile> Named(IFormCollection? form, string name)
    {
        var found = new List<IFormFile>();
        foreach (var file in form?.Files ?? (IEnumerable<IFormFile>)[])
        {
            if (IsChosen(file) && file.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                found.Add(file);
            }
        }

        return found;
    }

    /// <summary>True when a file has this name, or one that begins with it. The empty name is the prefix of all.</summary>
    public static bool HasPrefix(IFormCollection? form, string prefix)
    {
        foreach (var file in form?.Files ?? (IEnumerable<IFormFile>)[])
        {
            if (IsChosen(file) && ModelName.IsPrefix(prefix, file.Name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsChosen(IFormFile file) => file.Length > 0 || !string.IsNullOrEmpty(file.FileName);
}
