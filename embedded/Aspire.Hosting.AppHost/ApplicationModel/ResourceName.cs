namespace Aspire.Hosting.ApplicationModel;

/// <summary>The rule that Aspire has for names of resources and endpoints, since they become parts of host and variable names.</summary>
internal static class ResourceName
{
    public static string Validate(string name, string kind = "Resource")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > 64)
        {
            throw Invalid("Name must be between 1 and 64 characters long.");
        }

        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw Invalid("Name must contain only ASCII letters, digits, and hyphens.");
        }

        if (!char.IsAsciiLetter(name[0]))
        {
            throw Invalid("Name must start with an ASCII letter.");
        }

        if (name.EndsWith('-') || name.Contains("--", StringComparison.Ordinal))
        {
            throw Invalid("Name cannot end with a hyphen or contain consecutive hyphens.");
        }

        return name;

        ArgumentException Invalid(string rule) => new($"{kind} name '{name}' is invalid. {rule}", nameof(name));
    }
}
