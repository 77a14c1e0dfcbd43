import Gateway
import Servers
import Settings

/// What the settings alone cannot know is wrong with them: names that only the other parts of the program have.
enum ConfigurationCheck {
    static func findings(_ settings: Settings) -> [SettingsFinding] {
        callers(settings) + routes(settings) + transforms(settings) + virtualTools(settings)
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

    /// Steps are looked at one by one, so that each fault is told and not the first alone.
    private static func transforms(_ settings: Settings) -> [SettingsFinding] {
        settings.gateway.transforms.enumerated().flatMap { index, entry in
            var parts = [("transforms[\(index)]", TransformEntry())]
            for (name, steps) in [("request", entry.request), ("response", entry.response)] {
                for (position, step) in steps.enumerated() {
                    var part = TransformEntry()
                    if name == "request" { part.request = [step] } else { part.response = [step] }
                    parts.append(("transforms[\(index)].\(name)[\(position)]", part))
                }
            }
            return (parts.count == 1 ? parts : Array(parts.dropFirst())).compactMap { path, part -> SettingsFinding? in
                do throws(TransformPlan.Fault) {
                    _ = try TransformPlan(TransformRules([part]))
                    return nil
                } catch {
                    return SettingsFinding(place: settings.places.of(path), message: error.message)
                }
            }
        }
    }

    private static func virtualTools(_ settings: Settings) -> [SettingsFinding] {
        settings.gateway.virtualTools.enumerated().compactMap { index, entry -> SettingsFinding? in
            do throws(VirtualTools.Fault) {
                _ = try VirtualTools([VirtualTool(entry)])
                return nil
            } catch {
                return SettingsFinding(place: place(of: error, index, settings), message: error.message)
            }
        }
    }

    /// A fault names the members of a tool as the code does; the file has other words for some.
    private static func place(of fault: VirtualTools.Fault, _ index: Int, _ settings: Settings) -> String {
        let member = fault.place.split(separator: "/")[0].split(separator: ".").dropFirst().joined(separator: ".")
        let words = ["inputSchema": "input", "isBillable": "billable", "action": "tool"]
        let path = "virtual-tools[\(index)]" + (member.isEmpty ? "" : ".\(words[member] ?? member)")
        return settings.places.of(path)
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
