extension Settings {
    /// Every secret in use: what must stand in no log and no answer.
    public var secrets: [Secret] {
        [provider.key, provider.adminKey, http.sessionKey].compactMap { $0 } + gateway.secrets
    }
}

extension GatewaySettings {
    /// The secrets of the structured part.
    public var secrets: [Secret] {
        let providers = providers.flatMap { provider in
            provider.keys.map(\.secret) + [provider.adminKey?.secret].compactMap { $0 }
                + provider.headers.sorted { $0.key < $1.key }.map(\.value)
        }
        let tools = virtualTools.compactMap { $0.http?.auth?.key.secret }
        return providers + tools + [budgets.webhook?.secret].compactMap { $0 }
    }
}
