import JSON
import MCP

/// A tool whose schema must reach the client as it is written.
enum SchemaTool {
    static let tool = Tool.fixture(
        "json_schema_2020_12_tool", "Has a schema with everything that JSON Schema 2020-12 knows.", schema: schema
    ) { _ in .text("The schema is what counts.") }

    private static let schema = [
        ##"{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object""##,
        ##""$defs":{"address":{"$anchor":"addressDef","type":"object""##,
        ##""properties":{"street":{"type":"string"},"city":{"type":"string"}}}}"##,
        ##""properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"}"##,
        ##""contactMethod":{"type":"string","enum":["phone","email"]}"##,
        ##""phone":{"type":"string"},"email":{"type":"string"}}"##,
        ##""allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}]"##,
        ##""if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]}"##,
        ##""then":{"required":["phone"]},"else":{"required":["email"]},"additionalProperties":false}"##,
    ].joined(separator: ",")
}

/// A tool with an argument that an HTTP header repeats.
enum MirroredTool {
    static let tool = Tool.fixture(
        "test_mirrored_parameter", "Says in which region it would work.",
        schema: #"{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}"#,
        mirrored: [MirroredParameter(header: "Region", path: ["region"])]
    ) { call in .text("Region: \(call.arguments?["region"]?.string ?? "any")") }
}
