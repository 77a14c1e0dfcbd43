import ArgumentParser
import Gateway
import Imaging
import JSON
import Settings
import Storage

/// Prints what callers used and what that cost.
struct ShowUsage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage",
        abstract: "Show what was used and what it cost, from the ledger in the data folder.",
        discussion: """
              openai-mcp usage --data-dir DIR                        thirty days, day by day
              openai-mcp usage --data-dir DIR --by caller --by model
              openai-mcp usage --data-dir DIR --plot usage.png       a picture of the cost of each day
              openai-mcp usage --data-dir DIR --export alice         every entry of a caller, as JSON lines
            """)

    @Option(
        help: ArgumentHelp(
            "Group by day, month, caller, server, tool, provider, model or outcome; may be given again.",
            valueName: "facet"))
    var by: [UsageQuery.Facet] = []

    @Option(help: ArgumentHelp("Only of this caller.", valueName: "id"))
    var caller: String?

    @Option(help: ArgumentHelp("So many days back.", valueName: "days"))
    var days = 30

    @Flag(name: .customLong("json"), help: "Print JSON.")
    var isJSON = false

    @Option(help: ArgumentHelp("Also draw the cost of each day into a PNG file.", valueName: "file"))
    var plot: String?

    @Option(help: ArgumentHelp("Print every entry of a caller as JSON lines.", valueName: "id"))
    var export: String?

    @Option(help: ArgumentHelp("Delete every entry of a caller.", valueName: "id"))
    var erase: String?

    @OptionGroup(title: "Settings")
    var flags: SettingFlags

    func run() async throws {
        let settings = try Startup.settings(flags, logsByDefault: false)
        guard let folder = settings.storage.dataFolder else {
            throw Startup.refuse("the ledger outlives a server only in a data folder; name it with --data-dir")
        }
        let file = SQLiteFile(folder: folder, readsOnly: erase == nil)
        do {
            try await show(SQLiteLedger(file))
            try await file.close()
        } catch let code as ExitCode {
            throw code
        } catch {
            throw Startup.fail("\(error)")
        }
    }

    private func show(_ ledger: SQLiteLedger) async throws {
        if let erase {
            return StandardOutput.write("\(try await ledger.erase(caller: erase)) entries of \(erase) are deleted.")
        }
        if let export { return try await write(ledger, of: export) }
        let since = Surroundings.real.now() - Double(max(1, days)) * 86_400
        let facets = by.isEmpty ? [.day] : by
        let sums = try await ledger.sums(UsageQuery(by: facets, caller: caller, since: since))
        if isJSON {
            StandardOutput.write(String(decoding: UsageTable(facets, sums).json, as: UTF8.self))
        } else {
            StandardOutput.write(sums.isEmpty ? "There are no calls in this time." : UsageTable(facets, sums).text)
        }
        if let plot {
            try draw(try await ledger.sums(UsageQuery(by: [.day], caller: caller, since: since)), into: plot)
        }
    }

    private func write(_ ledger: SQLiteLedger, of caller: String) async throws {
        var query = LedgerQuery(caller: caller)
        repeat {
            let page = try await ledger.list(query)
            for entry in page.entries { StandardOutput.write(String(decoding: entry.line, as: UTF8.self)) }
            query.after = page.next
        } while query.after != nil
    }

    private func draw(_ days: [UsageSum], into path: String) throws {
        guard days.count > 1 else { throw Startup.refuse("a plot needs two days at least; give more --days") }
        let points = days.enumerated().map { Plot.Point(x: Double($0.offset), y: $0.element.cost.dollars) }
        let title = "US dollars a day, \(days[0].group[0]) to \(days[days.count - 1].group[0])"
        try NewFile.write(Plot(title, [Plot.Series("cost", points)], xLabel: "day", yLabel: "USD").png, to: path)
        StandardOutput.write("The plot is in \(path).")
    }
}

extension UsageQuery.Facet: ExpressibleByArgument {}
