/// One load on its way: what was given, and what was found.
struct Loading {
    private let flags: [String: [String]]
    private let environment: [String: String]
    private var fileEntries: [String: Entry] = [:]
    private var settings = Settings()
    private var errors: [SettingsFinding] = []
    private var warnings: [SettingsFinding] = []

    /// Starts with what needs no file.
    init(flags: [String: [String]], environment: [String: String]) {
        self.flags = flags
        self.environment = environment
        let known = SettingsTable.all.map(\.flag)
        for flag in flags.keys.sorted() where !known.contains(flag) {
            let hint = nearest(to: flag, in: known).map { "; the nearest is --\($0)" } ?? ""
            fail("--\(flag)", "no setting has this flag\(hint)")
        }
        let variables = SettingsTable.all.flatMap(\.variables)
        for name in environment.keys.sorted() where name.hasPrefix("OPENAI_MCP_") && !variables.contains(name) {
            let hint = nearest(to: name, in: variables).map { "; the nearest is \($0)" } ?? ""
            warn(name, "no setting has this variable\(hint)")
        }
    }

    /// Path of the settings file, or nil.
    var configFile: String? {
        var (reader, settings) = (ValueReader(environment: environment), Settings())
        if let entry = entries(of: SettingsTable.config).first {
            // A bad path is reported when all settings are read.
            try? SettingsTable.config.apply(entry.items, &reader, &settings)
        }
        return settings.configFile
    }

    /// Takes what a settings file says.
    mutating func read(_ file: SettingsFile, isWorldReadable: Bool = false) {
        fileEntries = file.entries
        errors += file.findings
        var holdsSecret = SettingsTable.all.contains { setting in
            setting.traits.contains(.secret) && file.entries[setting.name]?.isReference == false
        }
        if let root = file.root {
            var reader = NodeReader(file: file.path, environment: environment)
            if let gateway: GatewaySettings = reader.group(root, except: SettingsFile.groups) {
                settings.gateway = gateway
            }
            take(reader)
            holdsSecret = holdsSecret || reader.holdsSecret
        }
        if isWorldReadable, holdsSecret {
            warn(file.path, "holds a secret and can be read by everyone on this machine")
        }
    }

    /// Takes what reading structured parts has found.
    private mutating func take(_ reader: NodeReader) {
        errors += reader.findings
        warnings += reader.remarks
        settings.places.add(reader.places)
        settings.watchedFiles += reader.files
    }

    /// Reads every setting and returns them, or everything that is wrong.
    mutating func finish() throws(SettingsError) -> (settings: Settings, warnings: [SettingsFinding]) {
        for setting in SettingsTable.all {
            let entries = entries(of: setting)
            if setting.name == "provider.key" {
                let pairing = KeyPairing(keys: entries, urls: self.entries(of: SettingsTable.baseURL))
                warnings += pairing.findings
                take(pairing.chosen, for: setting)
            } else {
                warnConflict(entries)
                take(entries.first, for: setting)
            }
        }
        checkTogether()
        guard errors.isEmpty else { throw SettingsError(findings: errors) }
        return (settings, warnings)
    }

    mutating func fail(_ place: String, _ message: String) {
        errors.append(SettingsFinding(place: place, message: message))
    }

    private mutating func warn(_ place: String, _ message: String) {
        warnings.append(SettingsFinding(place: place, message: message))
    }

    /// Values given for a setting, in order of precedence; empty ones count as unset.
    private func entries(of setting: Setting) -> [Entry] {
        var entries = [Entry(place: .flag(setting.flag), items: (flags[setting.flag] ?? []).flatMap(setting.items))]
        entries += setting.variables.map { name in
            Entry(place: .variable(name), items: setting.items(of: environment[name] ?? ""))
        }
        if let entry = fileEntries[setting.name] { entries.append(entry) }
        return entries.filter { !$0.items.allSatisfy(\.isEmpty) }
    }

    private mutating func take(_ entry: Entry?, for setting: Setting) {
        guard let entry else { return }
        let place = entry.place.description
        guard setting.traits.contains(.list) || entry.items.count == 1 else {
            return fail(place, "given \(entry.items.count) times, but has one value")
        }
        let isSecret = setting.traits.contains(.secret)
        var reader = ValueReader(environment: environment)
        do throws(Refusal) {
            try setting.apply(entry.items, &reader, &settings)
        } catch {
            let value = isSecret ? "the value (not shown)" : entry.items.map(quoted).joined(separator: ", ")
            return fail(place, "\(value) \(error.reason)")
        }
        settings.places.add([setting.name: entry.place])
        settings.watchedFiles += reader.files
        for remark in reader.remarks { warn(place, remark) }
        if isSecret, case .flag = entry.place, !entry.isReference {
            warn(place, "every user of this machine can see it; give env:NAME or file:PATH instead")
        }
    }

    private mutating func warnConflict(_ entries: [Entry]) {
        let variables = entries.filter { if case .variable = $0.place { true } else { false } }
        for other in variables.dropFirst() where other.items != variables[0].items {
            warn(other.place.description, "ignored, because \(variables[0].place) is set")
        }
    }

    /// The admin key in the environment is OpenAI's: a host that a generic variable names does not get it.
    private mutating func withholdAdminKey() {
        guard let given = entries(of: SettingsTable.adminKey).first, case .variable = given.place,
            let target = entries(of: SettingsTable.baseURL).first, target.place == .variable("API_BASE_URL"),
            !settings.provider.baseURL.isOpenAI
        else { return }
        settings.provider.adminKey = nil
        warn(given.place.description, "not sent to the host that \(target.place) names; give --admin-key to send it")
    }

    /// Adds the callers of the file that the command writes to those of the settings file.
    private mutating func addCallers() {
        guard let path = settings.http.callers, let entry = entries(of: SettingsTable.callers).first else { return }
        do {
            let text = try TextFile(path, limit: CallersFile.limit).text
            for caller in try CallersFile(path: path, text: text).callers {
                let others = settings.gateway.callers
                if others.contains(where: { $0.name == caller.name }) {
                    fail(path, "\(quoted(caller.name)) is the name of a caller in the settings file already")
                } else if others.contains(where: { !Set($0.keys).isDisjoint(with: caller.keys) }) {
                    fail(path, "a key of \(quoted(caller.name)) belongs to another caller already")
                }
                settings.gateway.callers.append(caller)
            }
        } catch let error as SettingsError {
            errors += error.findings
        } catch {
            fail(entry.place.description, "file \(quoted(path)) \((error as? Refusal)?.reason ?? "cannot be read")")
        }
        settings.watchedFiles.append(path)
    }

    /// One way to say who answers: what stands beside `providers` would mean nothing.
    private mutating func checkProviders() {
        guard !settings.gateway.providers.isEmpty else { return }
        for setting in SettingsTable.provider {
            guard let entry = entries(of: setting).first else { continue }
            switch entry.place {
            case .file:
                fail(entry.place.description, "provider describes a single one; with providers, put it in that list")
            case .flag:
                warn(entry.place.description, "ignored, because \(settings.places.of("providers")) has providers")
            case .variable: break
            }
        }
    }

    private mutating func checkTogether() {
        addCallers()
        checkProviders()
        withholdAdminKey()
        let (certificate, key) = (entries(of: SettingsTable.tlsCertificate), entries(of: SettingsTable.tlsKey))
        if let given = certificate.first, key.isEmpty { fail(given.place.description, "needs --tls-key beside it") }
        if let given = key.first, certificate.isEmpty { fail(given.place.description, "needs --tls-cert beside it") }
        if let given = entries(of: SettingsTable.baseURL).first, settings.provider.baseURL.isExposed {
            let origin = settings.provider.baseURL.origin
            warn(given.place.description, "keys and content go to \(origin) over plain HTTP; use https")
        }
    }
}

extension Entry {
    /// Whether a secret is not here itself.
    fileprivate var isReference: Bool { items.allSatisfy(\.isReference) }
}
