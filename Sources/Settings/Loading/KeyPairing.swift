/// Decides which of the keys at hand goes to the provider, so that none reaches a host it was not meant for.
///
/// A key named beside a base URL goes to that URL only: `API_KEY` to `API_BASE_URL`, the file's key to the file's URL.
/// `OPENAI_API_KEY` goes to whatever `--base-url` or `OPENAI_BASE_URL` names, but not to another host that a generic
/// variable names, nor to one for which the file has a key. `--api-key` always wins.
struct KeyPairing {
    /// The key to use, or nil.
    let chosen: Entry?
    /// Keys that are set and not used although a reader may expect them to be.
    let findings: [SettingsFinding]

    /// Chooses among the values given for key and base URL, each in order of precedence.
    init(keys: [Entry], urls: [Entry]) {
        let target = urls.first
        let goesToOpenAI = target.map { BaseURL($0.items[0])?.isOpenAI == true } ?? true
        func companion(of key: Entry) -> Entry? {
            switch key.place {
            case .variable("API_KEY"): urls.first { $0.place == .variable("API_BASE_URL") }
            case .file: urls.first(where: \.place.isFile)
            default: nil
            }
        }
        func fits(_ key: Entry) -> Bool {
            if case .flag = key.place { return true }
            if let own = companion(of: key) { return own == target || own.sameURL(as: target) }
            if goesToOpenAI { return true }
            if target?.place == .variable("API_BASE_URL") { return key.place == .variable("API_KEY") }
            return !(target?.place.isFile == true && keys.contains(where: \.place.isFile))
        }
        let chosen = keys.first(where: fits)
        self.chosen = chosen
        // A key on the command line is a decision already made: it needs no word about the others.
        findings = keys.filter { $0.items != chosen?.items }.compactMap { key in
            let reason: String
            if case .flag? = chosen?.place {
                return nil
            } else if let target, !fits(key) {
                reason =
                    "not sent to the host that \(target.place) names; its key comes from \(Self.source(for: target))"
            } else if let chosen, case .variable = chosen.place, case .variable = key.place {
                reason = "ignored, because \(chosen.place) is set"
            } else {
                return nil
            }
            return SettingsFinding(place: key.place.description, message: reason)
        }
    }

    private static func source(for url: Entry) -> String {
        switch url.place {
        case .variable("API_BASE_URL"): "API_KEY or --api-key"
        case .file: "provider.key beside it or --api-key"
        default: "OPENAI_API_KEY or --api-key"
        }
    }
}

extension Entry {
    /// Whether both name the same base URL, however it is spelt.
    fileprivate func sameURL(as other: Entry?) -> Bool {
        guard let other, let url = BaseURL(items[0]) else { return false }
        return url == BaseURL(other.items[0])
    }
}
