import ArgumentParser
import Settings

/// Takes a caller out of the file, or one of its keys.
struct RevokeCaller: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take a caller out, or one of its keys.",
        discussion: "A running server refuses it as soon as it has read the file again, within about a second.")

    @Argument(help: "Name of the caller.")
    var name: String

    @Option(help: ArgumentHelp("Only this key, by the id that `list` shows.", valueName: "id"))
    var key: String?

    @OptionGroup var file: CallersOption

    func run() async throws {
        let store = try file.store()
        try Startup.prepare {
            try store.change { file in
                guard let index = file.callers.firstIndex(where: { $0.name == name }) else {
                    let known = file.callers.map(\.name).joined(separator: ", ")
                    throw Startup.refuse("there is no caller \(name); there are \(known.isEmpty ? "none" : known)")
                }
                guard let key else {
                    file.callers.remove(at: index)
                    return
                }
                let kept = file.callers[index].keys.filter { CallerKey.id(ofHash: $0) != key }
                guard kept.count < file.callers[index].keys.count else {
                    let known = file.callers[index].keys.map(CallerKey.id).joined(separator: ", ")
                    throw Startup.refuse("\(name) has no key \(key); it has \(known)")
                }
                file.callers[index].keys = kept
            }
        }
    }
}
