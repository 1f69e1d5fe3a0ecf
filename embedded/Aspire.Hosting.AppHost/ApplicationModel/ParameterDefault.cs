namespace Aspire.Hosting.ApplicationModel;

/// <summary>A parameter's value when none is configured. The stand-in passes none.</summary>
public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}
