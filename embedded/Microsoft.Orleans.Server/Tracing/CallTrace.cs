using System.Diagnostics;
using Orleans.Diagnostics;
using Orleans.Runtime;

namespace Embedded.Silo;

/// <summary>The activities of one call. <paramref name="caller"/> is the client activity, or what was current where there is none.</summary>
internal sealed class CallTrace
{
    private readonly Activity _caller;
    private readonly Activity? _client;
    private readonly CallBaggage? _baggage;
    private readonly GrainId _target;
    private readonly GrainId? _source;
    private Activity? _server;
    private string? _stackTrace;

    public CallTrace(GrainMethod method, Activity caller, Activity? client, CallBaggage? baggage, GrainId target, GrainId? source)
    {
        (_caller, _client, _baggage, _target, _source) = (caller, client, baggage, target, source);
        Describe(client, method, source?.ToString());
    }

    /// <summary>The parent of what happens at the grain. Remote, as it is between two silos, so that samplers decide alike.</summary>
    public ActivityContext Context => new(_caller.TraceId, _caller.SpanId, _caller.ActivityTraceFlags, _caller.TraceStateString, isRemote: true);

    public void EnterGrain(GrainCall call, Activation activation)
    {
        _server = ActivitySources.Application.HasListeners()
            ? ActivitySources.Application.CreateActivity(call.Method.Name, ActivityKind.Server, Context)
            : null;
        if (_server is null)
        {
            Activity.Current = _caller;
            return;
        }

        _baggage?.AddTo(_server);
        _server.Start();
        Describe(_server, call.Method, _source?.ToString() ?? activation.Silo.Name.Client);
    }

    public void LeaveGrain(Exception? failure) => Stop(_server, failure);

    public void LeaveCaller(Exception? failure) => Stop(_client, failure);

    private void Describe(Activity? activity, GrainMethod method, string? source)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag(TagKeys.RpcSystem, "orleans");
        activity.SetTag(TagKeys.RpcService, method.Service);
        activity.SetTag(TagKeys.RpcMethod, method.FullName);
        if (activity.IsAllDataRequested)
        {
            activity.SetTag(TagKeys.TargetId, _target.ToString());
            if (source is not null)
            {
                activity.SetTag(TagKeys.SourceId, source);
            }
        }
    }

    private void Stop(Activity? activity, Exception? failure)
    {
        if (activity is null)
        {
            return;
        }

        if (failure is not null && activity.IsAllDataRequested)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            activity.SetTag(TagKeys.ExceptionType, failure.GetType().FullName);
            activity.SetTag(TagKeys.ExceptionMessage, failure.Message);
            activity.SetTag(TagKeys.ExceptionStacktrace, _stackTrace ??= failure.ToString());
            activity.SetTag(TagKeys.ExceptionEscaped, true);
        }

        activity.Stop();
    }
}
