/// A difference that is meant, and why.
public struct Exclusion: Sendable, CustomStringConvertible {
    /// Where the operation's path begins: `/images` covers all of them.
    public let path: String
    public let fields: [String]
    public let aspect: Difference.Aspect
    public let reason: String

    /// Without fields it is about the operation itself.
    init(_ path: String, _ fields: String..., aspect: Difference.Aspect, because reason: String) {
        self.init(path, fields, aspect, reason)
    }

    private init(_ path: String, _ fields: [String], _ aspect: Difference.Aspect, _ reason: String) {
        self.path = path
        self.fields = fields
        self.aspect = aspect
        self.reason = reason
    }

    public var description: String { "\(path) \(fields.joined(separator: ", ")) \(aspect.rawValue): \(reason)" }

    func covers(_ difference: Difference) -> Bool {
        guard difference.aspect == aspect, difference.field.map(fields.contains) ?? fields.isEmpty else { return false }
        return difference.operation.drop { $0 != "/" }.hasPrefix(path)
    }
}

extension Exclusion {
    /// Against `operations.json`.
    public static let facts: [Exclusion] =
        everywhere + [
            filePart("/images/edits", "markup"),
            filePart("/containers", "file"),
            Exclusion(
                "/fine_tuning/checkpoints", aspect: .authority,
                because: "the specification asks for an admin key in words only, which the facts do not carry"),
            Exclusion(
                "/vector_stores/{vector_store_id}", "expires_after", aspect: .nullable,
                because: "null ends an expiry; the specification says so by an allOf that the facts read narrowly"),
            Exclusion(
                "/threads", "tool_choice", "truncation_strategy", aspect: .nullable,
                because: "the specification allows null by an allOf that the facts read narrowly"),
            Exclusion(
                "/audio/transcriptions", "chunking_strategy", aspect: .defaultValue,
                because: "auto is the only value of one form; left out, the sound is not cut at all"),
        ]

    /// Against OpenAPI files, which know less than the official SDK.
    public static let openAPI: [Exclusion] =
        everywhere + [
            sdkOnly(
                "/images", ["svg", "complexity", "frame_count", "frame_duration_ms", "safety_identifier", "markup"]),
            sdkOnly("/responses", ["access_programs", "image"]),
            sdkOnly("/organization/external_keys"),
            sdkOnly("/organization/external_storage"),
            sdkOnly("/organization/workload_identity_providers"),
            sdkOnly("/organization/usage/decisions"),
            sdkOnly("/organization/projects/{project_id}/service_tier_settings"),
            sdkOnly("/organization/projects/{project_id}/api_keys/{api_key_id}"),
            sdkOnly("/organization/costs", ["line_items"]),
            sdkOnly("/organization/projects", ["geography", "expires_in_seconds"]),
            Exclusion(
                "/organization", "group_by", "residency", aspect: .values,
                because: "the official SDK sends user_id, api_source and three more places of residence"),
            sdkOnly(
                "/realtime", ["model", "input_audio_noise_reduction", "client_secret", "modalities"]),
            sdkOnly("/agents"), sdkOnly("/vaults"), sdkOnly("/live"), sdkOnly("/webhook_endpoints"),
            sdkOnly("/webhook_event_types"), sdkOnly("/safety"), sdkOnly("/decisions"),
            filePart("/containers", "file"),
            Exclusion(
                "/realtime/sessions", "tracing", aspect: .defaultValue,
                because: "the default stands at one of the field's two types"),
            sdkOnly("/audio/voices", ["type", "prompt", "model", "script_hint"]),
            sdkOnly("/audio/voices/{voice_id}", []),
            Exclusion(
                "/evals/{eval_id}/runs/{run_id}/cancel", aspect: .presence,
                because: "the other path of a fold, which only the official SDK calls"),
            Exclusion(
                "/images", "quality", "output_format", aspect: .values,
                because: "the official SDK sends xhigh, max, gif and svg; the specification does not know them yet"),
            Exclusion(
                "/uploads", "purpose", aspect: .values,
                because: "the official SDK sends user_data and evals, which the specification knows for files only"),
            sdkDeprecates("/images/variations"), sdkDeprecates("/threads"), sdkDeprecates("/audio/translations"),
        ]

    private static let everywhere: [Exclusion] = [
        Exclusion(
            "/organization/audit_logs", "event_types", aspect: .open,
            because: "as an enum the names would cost a model 1,200 tokens, and each release brings new ones"),
        Exclusion(
            "/skills", aspect: .body,
            because: "the specification says JSON too, but means the same files, and those travel as parts only"),
        Exclusion(
            "/images", "model", aspect: .defaultValue,
            because: "dall-e-2 is shut down and gpt-image-1.5 soon will be; the server names a living model itself"),
        Exclusion(
            "/chat/completions", "seed", aspect: .range,
            because: "the range is that of 64-bit integers, rounded to a double; a larger number is refused anyway"),
        Exclusion(
            "/audio/voices", "audio_sample", "consent", aspect: .required,
            because: "the official SDK makes a voice of a description too, without them"),
    ]

    private static func filePart(_ path: String, _ field: String) -> Exclusion {
        Exclusion(
            path, field, aspect: .forms,
            because: "a file travels as a part of a multipart body; no JSON form of it is known")
    }

    /// Without fields the operations themselves.
    private static func sdkOnly(_ path: String, _ fields: [String] = []) -> Exclusion {
        Exclusion(path, fields, .presence, "the official SDK sends it; the specification does not know it yet")
    }

    private static func sdkDeprecates(_ path: String) -> Exclusion {
        Exclusion(path, aspect: .deprecated, because: "only the official SDK marks the operations as deprecated")
    }
}
