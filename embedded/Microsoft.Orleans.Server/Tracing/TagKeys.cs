namespace Embedded.Silo;

/// <summary>The keys of the tags on activities.</summary>
internal static class TagKeys
{
    public const string RpcSystem = "rpc.system.name";
    public const string RpcMethod = "rpc.method";
    public const string RpcService = "orleans.rpc.service";
    public const string TargetId = "orleans.rpc.target_id";
    public const string SourceId = "orleans.rpc.source_id";
    public const string GrainId = "orleans.grain.id";
    public const string GrainType = "orleans.grain.type";
    public const string SiloId = "orleans.silo.id";
    public const string ActivationId = "orleans.activation.id";
    public const string ActivationCause = "orleans.activation.cause";
    public const string PreviousRegistration = "orleans.directory.previousRegistration.present";
    public const string RegisteredAddress = "orleans.directory.registered.address";
    public const string GrainState = "orleans.grain.state";
    public const string DeactivationReason = "orleans.deactivation.reason";
    public const string StorageProvider = "orleans.storage.provider";
    public const string StorageStateName = "orleans.storage.state.name";
    public const string StorageStateType = "orleans.storage.state.type";
    public const string ExceptionType = "exception.type";
    public const string ExceptionMessage = "exception.message";
    public const string ExceptionStacktrace = "exception.stacktrace";
    public const string ExceptionEscaped = "exception.escaped";
}
