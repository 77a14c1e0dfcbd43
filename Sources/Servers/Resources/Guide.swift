import Catalogue

/// Which server when, as Markdown: a table from needs to servers, then every server with the number of its tools.
enum Guide {
    static let text: String = {
        var lines = [
            "# Which server when", "",
            "Each server is a part of the OpenAI API. Start those that you need: `openai-mcp serve NAME ...`; with no",
            "name it is `\(Family.defaultName)`, which reaches everything and suits most work. Take a single server where a client",
            "shall have that part only: fewer tools, and nothing else can be done.", "",
            "| you want to | server |", "| --- | --- |",
        ]
        lines += needs.map { need in
            "| \(need.want) | \(need.servers.map { "`\($0)`" }.joined(separator: ", ")) |"
        }
        lines += [
            "",
            "Work that crosses servers: give several names, and the client sees them as one. An answer from documents",
            "needs `files` and `vector-store`, then `responses`; a model of your own needs `files`, `fine-tuning` and `evals`.",
            "", "| server | tools | title |", "| --- | --- | --- |",
        ]
        lines += Family.members.map { "| `\($0.name)` | \($0.offers.count) | \($0.title)\(note(on: $0)) |" }
        return lines.joined(separator: "\n") + "\n"
    }()

    private static func note(on member: Family.Member) -> String {
        if member.needsAdminKey { return "; needs an admin key" }
        let endpoints = member.offers.compactMap { if case .endpoint(let endpoint) = $0 { endpoint } else { nil } }
        let ends = endpoints.compactMap {
            if case .deprecated(let shutdown?, _) = $0.lifecycle { shutdown } else { nil }
        }
        guard ends.count == endpoints.count, let last = ends.max() else { return "" }
        return "; at OpenAI until \(last)"
    }

    /// What somebody may want, and the servers for it, the best first.
    static let needs: [(want: String, servers: [String])] = [
        ("have one server for all", ["openai"]),
        ("get one answer from a model, call functions, get JSON of a given form", ["chat"]),
        ("let a model search the web or files, run code, or think in the background", ["responses"]),
        ("keep a conversation at the provider and go on with it later", ["conversations"]),
        ("keep documents, find passages by meaning, answer from them", ["vector-store"]),
        ("upload, look at, download or remove files", ["files"]),
        ("compare texts, group them, recommend what is alike", ["embeddings"]),
        ("draw or change pictures", ["images"]),
        ("speak a text, write down a recording, use a voice of your own", ["audio"]),
        ("check content before it is shown", ["moderation"]),
        ("train a model on examples", ["fine-tuning"]),
        ("measure how well a model does", ["evals"]),
        ("send many calls that may take a day, at half the price", ["batches"]),
        ("see which models there are", ["models"]),
        ("hold assistants with threads and runs, at a provider that still has them", ["assistants"]),
        ("let a model work on its own for long, with tools and an environment", ["agents", "agent-environments"]),
        ("start such work by the clock", ["agent-automations"]),
        ("give agents access to services without showing them secrets", ["vaults"]),
        ("run code in a container and fetch what it made", ["containers"]),
        ("publish instructions that agents load when they need them", ["skills"]),
        ("set up spoken sessions for browsers and telephones", ["realtime", "live"]),
        ("put a chat on a web page", ["chatkit"]),
        ("be called when work is done", ["webhooks"]),
        ("look up a safety notice, or where a picture comes from", ["safety"]),
        ("make videos, at a provider that still does", ["videos"]),
        ("let a base model continue a text, at a compatible server", ["completions"]),
        ("look after people, groups and roles of an organization", ["administration"]),
        (
            "look after projects: keys, limits, members",
            ["administration-projects", "administration-project-members"]
        ),
        ("see usage and costs, and cap them", ["administration-usage", "administration-spend"]),
        (
            "look after admin keys, audit logs, certificates, sign-in without keys",
            ["administration-security", "administration-workload-identity"]
        ),
        ("chat and pictures in six plain tools", ["complete"]),
        ("reach an OpenAI-compatible API by three tools", ["proxy"]),
    ]
}
