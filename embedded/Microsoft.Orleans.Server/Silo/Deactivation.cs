using System.Diagnostics;
using Orleans;

namespace Embedded.Silo;

/// <summary>Why an activation ends, and where its end belongs in a trace: the activity is null where it is not recorded.</summary>
internal sealed record Deactivation(DeactivationReason Reason, Activity? Activity, ActivityContext Context);
