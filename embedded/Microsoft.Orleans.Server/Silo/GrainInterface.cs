namespace Embedded.Silo;

/// <summary>A grain interface, its arguments checked before the first reference is handed out.</summary>
internal sealed class GrainInterface(Func<ProxyAddress, GrainProxy> createProxy, Action<CopierCheck> checkArguments)
{
    private bool _checked;

    public GrainProxy CreateProxy(ProxyAddress address)
    {
        if (!_checked)
        {
            checkArguments(new());
            _checked = true;
        }

        return createProxy(address);
    }
}
