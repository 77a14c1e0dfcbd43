import Gateway
import Servers
import Settings

/// What the settings alone cannot know is wrong with them: names that only the other parts of the program have.
enum ConfigurationCheck {
    static func findings(_ settings: Settings) -> [SettingsFinding] {
        callers(settings) + routes(settings)
    }

    /// What the gateway finds wrong with the routes.
    private static func routes(_ settings: Settings) -> [SettingsFinding] {
        let providers = Provider.all(settings)
        do throws(RouteTable.Invalid) {
            _ = try RouteTable(RoutePlan(settings.gateway, providers: providers), providers: providers)
            return []
        } catch {
            return error.faults.map { SettingsFinding(place: settings.places.of("routes"), message: $0) }
        }
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
