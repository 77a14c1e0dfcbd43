import JSON

/// What is changed in requests and answers.
public struct TransformEntry: FileGroup {
    public var models: [String] = []
    public var tools: [String] = []
    public var request: [TransformStepEntry] = []
    public var response: [TransformStepEntry] = []

    /// Creates an entry that changes nothing.
    public init() {}

    static let keys: [Key<TransformEntry>] = [
        Key("models", .list(.value(.pattern)), \.models, "Models of the calls that it is for; absent: all."),
        Key("tools", .list(.value(.pattern)), \.tools, "Tools that it is for; absent: all."),
        Key("request", .list(.group), \.request, "Steps for the body of the request, in order."),
        Key("response", .list(.group), \.response, "Steps for the JSON of a good answer, in order."),
    ]
}

/// One change at a place in JSON: one of the first five keys, and what it needs beside it.
public struct TransformStepEntry: FileGroup {
    public var set: String?
    public var remove: String?
    public var rename: String?
    public var `default`: String?
    public var template: String?
    public var value: JSONValue?
    public var to: String?
    public var text: String?

    /// Creates an empty step.
    public init() {}

    static let keys: [Key<TransformStepEntry>] = [
        Key("set", .value(.pointer), \.set, "Puts `value` there."),
        Key("remove", .value(.pointer), \.remove, "Takes away what is there."),
        Key("rename", .value(.pointer), \.rename, "Moves what is there to `to`."),
        Key("default", .value(.pointer), \.default, "Puts `value` there if there is nothing."),
        Key("template", .value(.pointer), \.template, "Puts a text there that `text` makes of the body."),
        Key("value", .json, \.value, "For `set` and `default`."),
        Key("to", .value(.pointer), \.to, "For `rename`: a JSON Pointer."),
        Key("text", .value(.prose), \.text, "For `template`: text with `{{/pointer}}` in it."),
    ]

    func check(_ report: inout GroupReport) {
        let actions = ["set", "remove", "rename", "default", "template"].filter(report.has)
        guard actions.count == 1 else {
            return report.fail("", "a step is one of set, remove, rename, default and template")
        }
        let needs = ["set": "value", "default": "value", "rename": "to", "template": "text"][actions[0]]
        for key in ["value", "to", "text"] {
            if key == needs, !report.has(key) { report.fail(actions[0], "\(actions[0]) needs \(key) beside it") }
            if key != needs { report.exclude([key], "is not for \(actions[0])") }
        }
    }
}
