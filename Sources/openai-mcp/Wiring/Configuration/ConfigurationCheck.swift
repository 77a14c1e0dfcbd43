import Servers
import Settings

/// What the settings alone cannot know is wrong with them: names that only the other parts of the program have.
enum ConfigurationCheck {
    static func findings(_ settings: Settings) -> [SettingsFinding] {
        callers(settings)
    }

    private static func callers(_ settings: Settings) -> [SettingsFinding] {
        settings.gateway.callers.enumerated().flatMap { index, caller in
            caller.servers.enumerated().compactMap { position, server in
                let path = "callers[\(index)].servers[\(position)]"
                return unknown(server, settings.places.of(path))
            }
        }
    }

    private static func unknown(_ server: String, _ place: String) -> SettingsFinding? {
        do {
            _ = try Family.toolNames(of: [server])
            return nil
        } catch {
            return SettingsFinding(place: place, message: error.message)
        }
    }
}
