using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>What the silo writes to the log.</summary>
internal sealed partial class SiloLog(ILogger logger)
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Error activating grain {GrainId}")]
    public partial void ActivationFailed(GrainId grainId, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Error deactivating grain {GrainId}")]
    public partial void DeactivationFailed(GrainId grainId, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "One-way call {Method} of grain {GrainId} failed")]
    public partial void OneWayCallFailed(string method, GrainId grainId, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Error from storage provider {Provider}.{State} during {Operation} for grain {GrainId}")]
    public partial void StorageFailed(string provider, string state, string operation, GrainId grainId, Exception exception);
}
